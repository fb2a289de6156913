package esg.sip.transaction;

import esg.domain.ban.Offence;
import esg.sip.border.Border;
import esg.sip.border.Verdict;
import esg.sip.message.SipMessage;
import esg.sip.message.SipRequest;
import esg.sip.packetlog.PacketLog;
import esg.sip.transport.Flow;

/**
 * What becomes of packets between sockets and transactions: the border's verdict on them, the answer where a rule wants one, the note in the
 * packet log. What is dropped is not kept there (LOG-03): a flood would push the packets of calls out of it.
 */
record Entrance(Border border, PacketLog packets) {
    /** An ACK or CANCEL passes with its INVITE, and only the INVITE's loop knows that one: it asks {@link #passes(SipRequest, Flow, int, StatelessRefusal)}. */
    static boolean isJudgedLater(SipMessage message) {
        return message instanceof SipRequest request
                && (request.method().equals("ACK") || request.method().equals("CANCEL"));
    }

    /** Whether a message may go on; if not, all is done. */
    boolean passes(SipMessage message, Flow flow, byte[] packet, int worker, StatelessRefusal refusal) {
        var verdict = border.judge(message, flow, worker);
        if (!(verdict instanceof Verdict.Drop)) note(flow, packet, worker);
        return obeyed(verdict, message, flow, refusal);
    }

    /** The same for a request that is in the log already. */
    boolean passes(SipRequest request, Flow flow, int worker, StatelessRefusal refusal) {
        return obeyed(border.judge(request, flow, worker), request, flow, refusal);
    }

    private static boolean obeyed(Verdict verdict, SipMessage message, Flow flow, StatelessRefusal refusal) {
        if (verdict instanceof Verdict.Reject reject && message instanceof SipRequest request) {
            refusal.rejected(request, flow, reject);
        }
        return verdict instanceof Verdict.Pass;
    }

    /** A packet that nobody can read. */
    void unreadable(Flow flow, byte[] packet, int worker) {
        if (border.bansUnreadable(flow, worker)) return;
        note(flow, packet, worker);
        border.strangers().charge(flow, Offence.MALFORMED);
    }

    void note(Flow flow, byte[] packet, int worker) {
        packets.received(flow.listener(), flow.remote(), packet, worker);
    }
}
