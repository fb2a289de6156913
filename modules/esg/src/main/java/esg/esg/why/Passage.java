package esg.esg.why;

import esg.admin.why.Explanation;
import esg.admin.why.Explanation.Leaving;
import esg.admin.why.Explanation.Onward;
import esg.admin.why.Explanation.Outcome;
import esg.admin.why.Explanation.Stage;
import esg.domain.Rejection;
import esg.domain.account.Account;
import esg.domain.route.RouteTable;
import esg.esg.why.Explainer.Parts;
import esg.inside.router.Router;
import esg.sip.locate.Hop;
import esg.sip.message.SipRequest;
import esg.trunk.account.Trunks;
import esg.trunk.call.IncomingCall;
import esg.trunk.call.Preview;
import esg.trunk.call.SecondLeg.Plan;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What happens to a call once its account is found: trunks, normalization, routes, the INVITE that leaves. */
final class Passage {
    /** @param outcome as if nothing had ended the call before */
    record Passed(Onward onward, Outcome outcome) {}

    private final Parts parts;

    Passage(Parts parts) {
        this.parts = parts;
    }

    CompletionStage<Passed> of(Account account, SipRequest invite) {
        return parts.calls().preview(account, invite).thenApply(preview -> {
            var inUse = inUse(account);
            return new Passed(onward(account, inUse, preview), outcome(inUse.limit(account, true), preview));
        });
    }

    private Trunks inUse(Account account) {
        var served = parts.served().find(account.key());
        var here = parts.calls().trunks(account.key());
        return served == null ? here : here.plus(served.trunksElsewhere());
    }

    private static Explanation.Trunks shown(Account account, Trunks inUse) {
        return new Explanation.Trunks(
                account.trunks(), inUse.all(), account.opts().intrunks(), inUse.incoming(), account.cpslimit());
    }

    private Onward onward(Account account, Trunks inUse, Preview preview) {
        var planned = preview.planned();
        var config = parts.feed().current();
        var query = Router.query(new IncomingCall(account, planned.normalized().numbers()), parts.routing());
        return new Onward(
                account,
                shown(account, inUse),
                planned.received(),
                config.normalizationOf(account.d()),
                planned.normalized(),
                query,
                RouteTable.told(config.routesOf(account.d()), query),
                preview.leaving().stream().map(Passage::leaving).toList());
    }

    private static Leaving leaving(Preview.Leaving one) {
        var packet = new String(one.packet(), StandardCharsets.UTF_8);
        return new Leaving(one.target(), text(one.hop()), packet, one.swapped(), Preview.FRESH, one.problem());
    }

    private static String text(@Nullable Hop hop) {
        if (hop == null) return "";
        var host = hop.address().getAddress().getHostAddress();
        return hop.transport().token() + " " + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":"
                + hop.address().getPort();
    }

    private static Outcome outcome(@Nullable Rejection limit, Preview preview) {
        if (limit != null) return refused(Stage.TRUNKS, limit);
        return switch (preview.planned().plan()) {
            case Plan.Refused(var _, int code, var text) -> new Outcome(Stage.ROUTE, code, text);
            case Plan.Targets _ -> {
                var reachable = preview.leaving().stream().anyMatch(one -> one.invite() != null);
                yield reachable
                        ? new Outcome(Stage.LEAVES, 0, "goes on to " + first(preview))
                        : refused(Stage.TARGET, Rejection.PROVIDER_UNREACHABLE);
            }
        };
    }

    private static String first(Preview preview) {
        return preview.leaving().stream()
                .filter(one -> one.invite() != null)
                .map(one -> one.target() + " by " + text(one.hop()))
                .findFirst()
                .orElse("");
    }

    private static Outcome refused(Stage stage, Rejection rejection) {
        return new Outcome(stage, rejection.status(), rejection.text());
    }
}
