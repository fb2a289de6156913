package esg.trunk.account;

import esg.domain.account.Account;
import esg.domain.match.Served;
import esg.sip.transport.Flow;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An account served here, as calls see it: its actor writes, any thread reads. A change of the configuration makes another one, so a call
 * keeps the account it began with.
 */
public final class ServedAccount implements Served {
    /**
     * How requests of a registered account travel.
     *
     * @param flow the one its REGISTER succeeded on; null before that, and for point-to-point accounts
     * @param serviceRoute Route values toward the provider, in order (RFC 3608)
     */
    public record Path(@Nullable Flow flow, List<String> serviceRoute) {
        /** Nothing known: requests find their own way. */
        public static final Path OPEN = new Path(null, List.of());
    }

    private final Account account;
    private volatile Set<InetAddress> resolved = Set.of();
    private volatile Path path = Path.OPEN;
    private volatile boolean available;
    private volatile Trunks trunksElsewhere = Trunks.NONE;

    /** An account that is not available yet. */
    public ServedAccount(Account account) {
        this.account = account;
    }

    @Override
    public Account account() {
        return account;
    }

    @Override
    public Set<InetAddress> resolved() {
        return resolved;
    }

    /** The way to its provider. */
    public Path path() {
        return path;
    }

    /** Whether calls may be sent by it: enabled, registered where it registers, its ping answered (OUT-03). */
    public boolean available() {
        return available;
    }

    /** Its live calls on other nodes, which count as trunks in use too (design §5). */
    public Trunks trunksElsewhere() {
        return trunksElsewhere;
    }

    /** Notes its live calls on other nodes. */
    public void trunksElsewhere(Trunks live) {
        trunksElsewhere = live;
    }

    /** Notes what DNS says of its domain and proxy. */
    public void resolved(Set<InetAddress> addresses) {
        resolved = Set.copyOf(addresses);
    }

    /** Notes the way of its requests. */
    public void path(Path newPath) {
        path = newPath;
    }

    /** Opens or closes it for calls out. */
    public void available(boolean isAvailable) {
        available = isAvailable;
    }
}
