package esg.sip.transaction;

import esg.sip.message.SipResponse;
import org.jspecify.annotations.Nullable;

/**
 * A server transaction as its layer keeps it: after the final response without the request and its user, for it stays up to 64*T1 and
 * there are many.
 */
abstract sealed class ServerMachine permits InviteServer, NonInviteServer {
    static final int TAG_LENGTH = 10;

    final TransactionLayer layer;
    final ServerKey key;
    final @Nullable MergeKey mergeKey;
    final ResponsePath path;
    final String toTag;

    ServerMachine(TransactionLayer layer, ServerKey key, @Nullable MergeKey mergeKey, ResponsePath path) {
        this.layer = layer;
        this.key = key;
        this.mergeKey = mergeKey;
        this.path = path;
        this.toTag = layer.newTag();
    }

    /** The request has come and is with its handler now. */
    abstract void start(Served served);

    /** The same request has come again. */
    abstract void retransmitted();

    /** Acts on a response of {@code by}, which is this machine's. */
    abstract void respond(Served by, SipResponse response);

    final void send(byte[] response, @Nullable Served by) {
        path.send(layer.sender(), response, error -> {
            if (by != null) layer.loop().execute(() -> by.failed(error));
        });
    }
}
