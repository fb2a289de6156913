package esg.admin.access;

import esg.admin.nodes.Nodes.NoAnswer;
import esg.domain.access.Audit;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what was done to things that are no documents: nodes, calls, registrations, sessions. That is done when it is written down, so
 * trouble with the database does not fail it: the log has the line then.
 */
public final class AuditTrail {
    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

    private final Audit audit;
    private final Executor blocking;

    public AuditTrail(Audit audit, Executor blocking) {
        this.audit = audit;
        this.blocking = blocking;
    }

    /** Completes when it is written, or cannot be; never fails. */
    public CompletionStage<Void> record(Acting acting, Acting.What what) {
        return record(acting, what, Map.of(), Map.of());
    }

    /**
     * Completes as what is done does, when it is written. One that nobody answered for is written as well, with {@code answer: none}: it may
     * have been done.
     */
    public <T> CompletionStage<T> recorded(Acting acting, Acting.What what, CompletionStage<T> done) {
        return done.handle((result, failure) -> {
                    if (failure == null) return record(acting, what).thenApply(_ -> result);
                    if (!(cause(failure) instanceof NoAnswer)) return CompletableFuture.<T>failedFuture(failure);
                    return record(acting, what, Map.of(), Map.of("answer", "none"))
                            .thenCompose(_ -> CompletableFuture.<T>failedFuture(failure));
                })
                .thenCompose(stage -> stage);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** The same with what was and what is. */
    public CompletionStage<Void> record(
            Acting acting, Acting.What what, Map<String, Object> before, Map<String, Object> after) {
        var entry = acting.entry(what, before, after);
        LOG.info(
                "{} who={} address={} kind={} d={} key={}",
                entry.action(),
                entry.who(),
                entry.address(),
                entry.kind(),
                entry.d(),
                entry.key());
        return CompletableFuture.runAsync(() -> audit.append(entry), blocking).exceptionally(failure -> {
            LOG.warn("audit entry is in this log alone action={} who={}", entry.action(), entry.who(), failure);
            return null;
        });
    }
}
