package esg.admin.why;

import esg.domain.match.InviteFacts;
import java.time.Instant;

/**
 * An INVITE that a node refused.
 *
 * @param status final answer
 * @param reason text of its Reason header
 */
public record Refused(
        String id, Instant time, Packet packet, int status, String reason, String callId, InviteFacts fields) {}
