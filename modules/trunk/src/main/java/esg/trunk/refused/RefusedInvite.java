package esg.trunk.refused;

import esg.domain.account.Transport;
import esg.domain.match.InviteFacts;
import java.net.InetSocketAddress;
import java.time.Instant;

/**
 * An INVITE from outside that was refused by this node.
 *
 * @param id unique on the node since its start
 * @param status final answer
 * @param reason text of its Reason header
 * @param facts as accounts are compared with them, behind the SIP-ALG (INC-11)
 * @param packet as on the wire, before the SIP-ALG; credentials masked
 * @param cut whether the packet was longer
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RefusedInvite(
        long id,
        Instant time,
        InetSocketAddress source,
        Transport transport,
        int status,
        String reason,
        String callId,
        InviteFacts facts,
        byte[] packet,
        boolean cut) {}
