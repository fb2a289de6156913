package esg.trunk.account;

import esg.domain.Rejection;
import esg.domain.account.Account;
import org.jspecify.annotations.Nullable;

/** Live calls of an account, which are its trunks in use (design §5), by the way they came in. */
public record Trunks(int incoming, int outgoing) {
    public static final Trunks NONE = new Trunks(0, 0);

    public int all() {
        return incoming + outgoing;
    }

    /** Why the account may have no further call in this direction with these in use; null when it may. */
    public @Nullable Rejection limit(Account account, boolean isIncoming) {
        if (reached(account.trunks(), all())) return Rejection.TRUNK_LIMIT;
        var opts = account.opts();
        if (isIncoming) return reached(opts.intrunks(), incoming) ? Rejection.INCOMING_LIMIT : null;
        return reached(opts.outtrunks(), outgoing) ? Rejection.OUTGOING_LIMIT : null;
    }

    private static boolean reached(@Nullable Integer most, int inUse) {
        return most != null && inUse >= most;
    }

    public Trunks plus(Trunks other) {
        return new Trunks(incoming + other.incoming, outgoing + other.outgoing);
    }
}
