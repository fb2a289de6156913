package esg.trunk.call;

import esg.domain.Rejection;
import esg.domain.account.AccountId;
import esg.domain.match.InviteFacts;
import esg.domain.normalize.CallNumbers;
import esg.sip.message.SipRequest;
import esg.sip.transaction.ServerTransaction;
import java.net.InetAddress;

/** The other nodes, as far as calls need them: asked only when this node cannot help itself. Called on I/O loops, so it must not block. */
public interface Elsewhere {
    /** A node that hands nothing on. */
    Elsewhere NOWHERE = new Elsewhere() {
        @Override
        public boolean invited(ServerTransaction invite, InviteFacts facts, Rejection otherwise) {
            return false;
        }

        @Override
        public boolean leaves(AccountId account, Outgoing call) {
            return false;
        }

        @Override
        public boolean takes(ServerTransaction request) {
            return false;
        }

        @Override
        public void acknowledged(SipRequest ack, InetAddress source) {}

        @Override
        public int open() {
            return 0;
        }
    };

    /** See {@link AccountCalls.Outgoing}. */
    record Outgoing(ServerTransaction invite, CallNumbers numbers, int number, String route, Caller refused) {}

    /**
     * An INVITE from a provider that no account served here may have.
     *
     * @param otherwise what its sender is told when no other node takes it either
     * @return false when no configured account fits: the caller answers; else it will be answered
     */
    boolean invited(ServerTransaction invite, InviteFacts facts, Rejection otherwise);

    /** An INVITE from the inside that is to leave by an account not served here. False when that account is not configured. */
    boolean leaves(AccountId account, Outgoing call);

    /** A request in a dialog that no call here has; false when no other node we know has it. */
    boolean takes(ServerTransaction request);

    /** {@link #takes} for the ACK of a 2xx. */
    void acknowledged(SipRequest ack, InetAddress source);

    /** Whether another node may have the dialog of this request, by its tag alone. */
    default boolean mayHave(SipRequest request) {
        return false;
    }

    /** Requests that came in here and that other nodes are still to answer. */
    int open();
}
