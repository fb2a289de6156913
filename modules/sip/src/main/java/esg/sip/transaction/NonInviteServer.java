package esg.sip.transaction;

import esg.sip.message.SipResponse;
import org.jspecify.annotations.Nullable;

/** Server transaction of everything but INVITE: RFC 3261 figure 8. */
final class NonInviteServer extends ServerMachine {
    private boolean completed;
    private byte @Nullable [] last;

    NonInviteServer(TransactionLayer layer, ServerKey key, @Nullable MergeKey mergeKey, ResponsePath path) {
        super(layer, key, mergeKey, path);
    }

    @Override
    void start(Served served) {} // no 100 on our own: RFC 4320 §4.1

    @Override
    void retransmitted() {
        if (last != null) send(last, null);
    }

    @Override
    void respond(Served by, SipResponse response) {
        if (completed) return;
        last = response.bytes();
        send(last, by);
        if (response.isProvisional()) return;
        completed = true;
        if (path.reliable()) layer.ended(this);
        else layer.loop().after(layer.timers().giveUp(), () -> layer.ended(this)); // timer J
    }
}
