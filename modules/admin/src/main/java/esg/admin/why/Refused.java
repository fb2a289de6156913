package esg.admin.why;

import esg.domain.match.InviteFacts;
import java.net.InetAddress;
import java.time.Instant;

/**
 * An INVITE that a node refused, without its packet.
 *
 * @param id on all nodes: its number, and its node behind {@code @}
 * @param node that keeps it
 * @param source as {@link Sender} reads it
 * @param status final answer
 * @param reason text of its Reason header
 */
public record Refused(
        String id,
        String node,
        Instant time,
        String source,
        int status,
        String reason,
        String callId,
        InviteFacts fields) {
    InetAddress address() {
        return Sender.of(source).orElseThrow().address().getAddress();
    }
}
