package esg.trunk.leg;

import esg.sip.message.SipResponse;
import esg.sip.transaction.ClientTransaction;
import esg.sip.transaction.ClientUser;
import esg.sip.transport.Cancellable;
import esg.sip.transport.Loop;
import org.jspecify.annotations.Nullable;

/**
 * Ends the wait for a peer that works on a re-INVITE of ours and never comes to an end: no timer of the transaction does that once a
 * provisional answer is there (RFC 3261 §17.1.1.2), and no human is asked about such an offer. Lives on the loop of the call.
 */
final class Patience implements ClientUser {
    private final Loop loop;
    private final long millis;
    private final ClientUser user;
    private @Nullable Cancellable timer;
    private boolean over;

    /** @param user told {@link ClientUser#onTimeout} when it took longer than {@code millis} */
    Patience(Loop loop, long millis, ClientUser user) {
        this.loop = loop;
        this.millis = millis;
        this.user = user;
    }

    @Override
    public void onTrying(ClientTransaction transaction) {
        await(transaction);
        user.onTrying(transaction);
    }

    private void await(ClientTransaction transaction) {
        if (timer == null && !over) timer = loop.after(millis, () -> giveUp(transaction));
    }

    private void giveUp(ClientTransaction transaction) {
        over = true;
        transaction.cancel(null);
        user.onTimeout(transaction);
    }

    /** A 2xx that comes all the same is to be acknowledged. */
    @Override
    public void onResponse(SipResponse response, ClientTransaction transaction) {
        if (response.isProvisional()) await(transaction);
        else stop();
        if (!over || response.isSuccess()) user.onResponse(response, transaction);
    }

    @Override
    public void onTimeout(ClientTransaction transaction) {
        stop();
        if (!over) user.onTimeout(transaction);
    }

    @Override
    public void onTransportError(ClientTransaction transaction, String why) {
        stop();
        if (!over) user.onTransportError(transaction, why);
    }

    private void stop() {
        if (timer != null) timer.cancel();
    }
}
