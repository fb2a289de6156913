package esg.admin.access;

import esg.domain.access.AuditEntry;
import esg.domain.access.Deed;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Who does what is being done, told to those who write it down without a parameter in every call between. Bound for the thread that works; nothing
 * is written for nobody.
 *
 * @param address that the request came from
 * @param at when it came: what one request does has one time
 * @param imports whether it is an import, whose changes go by that name
 */
public record Acting(Principal by, String address, Instant at, boolean imports) {
    private static final ScopedValue<Acting> CURRENT = ScopedValue.newInstance();

    public Acting(Principal by, String address, Instant at) {
        this(by, address, at, false);
    }

    /** Who acts in this thread. Throws {@link IllegalStateException} where nobody does. */
    public static Acting current() {
        if (!CURRENT.isBound()) throw new IllegalStateException("nobody acts here");
        return CURRENT.get();
    }

    public <R> R run(Supplier<R> work) {
        return ScopedValue.where(CURRENT, this).call(work::get);
    }

    public Acting importing() {
        return new Acting(by, address, at, true);
    }

    /** What was done, and to what. */
    public record What(Deed deed, String kind, String d, String key) {}

    /** The line for the record, without secrets as {@code before} and {@code after} are without. */
    public AuditEntry entry(What what, Map<String, Object> before, Map<String, Object> after) {
        var deed = imports ? Deed.IMPORT : what.deed();
        var role = by.name().isEmpty() ? "" : by.role().token();
        return new AuditEntry(
                0, at, by.name(), role, address, deed.token(), what.kind(), what.d(), what.key(), before, after);
    }
}
