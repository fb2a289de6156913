package esg.sip.transaction;

import esg.domain.ban.Offence;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transport.Flow;
import esg.sip.transport.Loop;

/** A received request that waits for its answer (RFC 3261 §17.2). */
public interface ServerTransaction {
    /** Names the transaction in logs: the branch, or what stands for it with an RFC 2543 peer. */
    String id();

    SipRequest request();

    /** The path the request came by. */
    Flow flow();

    /** Whether it came in on this node: else another one answers it should this one die. */
    default boolean cameInHere() {
        return true;
    }

    /** Holds an offence against its sender, which may be dropped for it from now on. Only where it came in. Any thread. */
    default void charge(Offence offence) {}

    /** Its sender has shown that it belongs here, by credentials that are right for example: it is known for a while. Any thread. */
    default void vouch() {}

    /** The thread of this call. */
    Loop loop();

    /** Who is told of a CANCEL and of failures. A CANCEL that came before is told at once, to each new user again. Any thread. */
    void user(ServerUser user);

    /** The tag that {@link #response} gives To where the request has none; the same for every response. */
    String toTag();

    /**
     * A response begun: Via with received and rport filled in (RFC 3261 §18.2.1, RFC 3581), From, To with {@link #toTag} (not on a 100),
     * Call-ID and CSeq. Record-Route and Contact are for the caller to add.
     */
    default MessageBuilder response(int status, String phrase) {
        return response(status, phrase, toTag());
    }

    /** The same with another tag: an INVITE may make several dialogs, one for each fork (RFC 3261 §12.1). */
    MessageBuilder response(int status, String phrase, String tag);

    /**
     * Sends a response. Retransmission of 3xx to 6xx and of everything that is not INVITE is done here. A 2xx to an INVITE is
     * retransmitted by its caller, giving the same one again. A second, different final response is ignored. Any thread.
     */
    void respond(SipResponse response);

    /** Whether a final response was given. */
    boolean finalSent();
}
