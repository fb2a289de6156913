package esg.esg.drill.calls;

import esg.domain.account.Transport;
import esg.sip.locate.Hop;
import esg.sip.message.Address;
import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipMessage;
import esg.sip.transport.Side;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** One end of a call: its dialog (RFC 3261 §12) with the node. Belongs to the loop of the phones. */
final class Party {
    private final Board.Line line;
    private final String callId;
    private final String local;
    private final String remote;
    private Address target;
    private long cseq;
    boolean acknowledged;
    boolean over;

    /**
     * @param local our From, with its tag
     * @param remote their To, with its tag
     * @param target their Contact
     */
    Party(Board.Line line, String callId, String local, String remote, Address target) {
        this.line = line;
        this.callId = callId;
        this.local = local;
        this.remote = remote;
        this.target = target;
        this.cseq = 1;
    }

    Side side() {
        return line.side();
    }

    String callId() {
        return callId;
    }

    /** The next request of this end. */
    MessageBuilder within(String method) {
        return head(method, ++cseq);
    }

    /** For the 2xx of the INVITE that began the call. */
    MessageBuilder ack() {
        return head("ACK", 1);
    }

    private MessageBuilder head(String method, long number) {
        return MessageBuilder.request(method, target.uriText())
                .header(Headers.FROM, local)
                .header(Headers.TO, remote)
                .header(Headers.CALL_ID, callId)
                .header(Headers.CSEQ, number + " " + method)
                .header(Headers.MAX_FORWARDS, "70")
                .header(Headers.CONTACT, line.contact());
    }

    /** Where the node is, as far as this end knows; null when it gave a name, which no node of a drill does. */
    @Nullable
    Hop hop() {
        return hop(target);
    }

    static @Nullable Hop hop(Address target) {
        var uri = target.uri();
        if (uri == null || uri.port() <= 0) return null;
        return new Hop(Transport.UDP, new InetSocketAddress(uri.host(), uri.port()));
    }

    /** Target refresh (RFC 3261 §12.2.2). */
    void follow(SipMessage message) {
        var contact = message.contact();
        if (contact != null) target = contact;
    }
}
