package esg.admin.rest;

import esg.admin.access.Acting;
import esg.admin.access.AuditTrail;
import esg.admin.access.Principal;
import esg.domain.access.Role;
import esg.domain.access.Token;
import esg.domain.config.ListQuery;
import esg.domain.config.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tokens and the record in memory. */
final class FakeAccess {
    static final Acting ADMIN =
            new Acting(new Principal("admin", Role.ADMIN, "", "", "", Optional.empty()), "192.0.2.50", Instant.EPOCH);
    static final byte[] KEY = {1, 2, 3};

    final InMemoryRepository<Token> tokens = new InMemoryRepository<>(Token::id, Token::d, Token::name);
    final FakeAudit audit = new FakeAudit();
    final List<String> used = new CopyOnWriteArrayList<>();

    Access access() {
        return new Access(tokens, this::known, (id, _) -> used.add(id), audit, KEY);
    }

    AuditTrail trail() {
        return new AuditTrail(audit, Runnable::run);
    }

    private List<Token> known() {
        return tokens.list(new ListQuery(null, null, Integer.MAX_VALUE, 0)).items().stream()
                .map(Stored::value)
                .toList();
    }
}
