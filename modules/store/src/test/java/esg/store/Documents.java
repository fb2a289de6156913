package esg.store;

import esg.domain.account.Account;
import esg.domain.account.AccountForm;
import esg.domain.config.Domain;
import esg.domain.route.Route;
import esg.domain.route.RouteForm;
import java.util.Map;

/** Documents to store. */
final class Documents {
    static final Domain ACME = new Domain("acme.example", "Acme");

    private Documents() {}

    static Account account(String id, String code) {
        return AccountForm.read(Map.of(
                        "id",
                        id,
                        "d",
                        ACME.d(),
                        "code",
                        code,
                        "username",
                        "u" + code,
                        "pwd",
                        "geheim",
                        "domain",
                        "sip.provider.example",
                        "extaddrs",
                        java.util.List.of("10.0.0.0/8")))
                .orThrow();
    }

    static Route route(String id, int priority) {
        return RouteForm.read(
                        Map.of("id", id, "d", ACME.d(), "name", "r" + id, "priority", priority, "action", "reject"))
                .orThrow();
    }
}
