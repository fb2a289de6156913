package esg.sip.transaction;

import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transport.Flow;

/** Is told of INVITEs that get a final answer other than a 2xx. Called on I/O loops, so it must not block. */
@FunctionalInterface
public interface RefusalListener {
    RefusalListener NONE = (_, _, _, _) -> {};

    /**
     * An INVITE was refused.
     *
     * @param invite perhaps malformed, and then only its raw header values can be relied on
     * @param byEdge whether the edge or its border filter did it, and nobody has seen the request
     */
    void refused(SipRequest invite, Flow flow, SipResponse answer, boolean byEdge);
}
