package esg.inside;

import esg.domain.account.Secret;
import esg.sip.digest.Challenge;
import esg.sip.digest.Challenges;
import esg.sip.digest.Credentials;
import esg.sip.digest.DigestSession;
import esg.sip.message.SipResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A subscriber's phone: it registers and calls, and answers challenges. */
final class Phone implements AutoCloseable {
    private static final String SERVER = "sip:" + Gateway.D;

    final Peer peer;
    private InetSocketAddress inside;
    private final Credentials credentials;
    private final String from;
    /** Where it says it is; another one stands behind a NAT. */
    String at;

    int cseq;
    private int sent;

    @Nullable
    String authorization;

    Phone(InetSocketAddress inside, String user, String pwd) throws IOException {
        this(inside, user, pwd, "127.0.0.9");
    }

    Phone(InetSocketAddress inside, String user, String pwd, String host) throws IOException {
        this.peer = new Peer(host);
        this.inside = inside;
        this.credentials = new Credentials(user, Secret.of(pwd));
        this.from = "<sip:" + user + "@" + Gateway.D + ">";
        this.at = peer.at();
    }

    /** Sends there from now on. */
    void by(InetSocketAddress next) {
        inside = next;
    }

    String contact() {
        return "<sip:" + credentials.username() + "@" + at + ">";
    }

    /** With its own Contact; the answer after the challenge. */
    SipResponse register(String... more) {
        return registerAs(contact(), more);
    }

    SipResponse registerAs(String contact, String... more) {
        var all = new ArrayList<>(List.of(more));
        if (!contact.isEmpty()) all.add("Contact: " + contact);
        var challenged = request("REGISTER", SERVER, from, all);
        return challenged.status() == 401 ? again("REGISTER", SERVER, from, all, challenged) : challenged;
    }

    /** The same REGISTER with the credentials used last, as somebody who overheard it would. */
    SipResponse replay() {
        return request("REGISTER", SERVER, from, List.of("Contact: " + contact(), "Authorization: " + authorization));
    }

    SipResponse challenge() {
        return request("REGISTER", SERVER, from, List.of("Contact: " + contact()));
    }

    private SipResponse again(String method, String uri, String me, List<String> more, SipResponse challenged) {
        var challenge = Challenges.toAnswer(Challenges.of(challenged)).getFirst();
        return request(method, uri, me, authorized(method, uri, more, challenge));
    }

    private List<String> authorized(String method, String uri, List<String> more, Challenge challenge) {
        authorization = DigestSession.start(challenge).authorization(credentials, method, uri, new byte[0]);
        var all = new ArrayList<>(more);
        all.add(challenge.headerName() + ": " + authorization);
        return all;
    }

    /** Sends an INVITE and answers the 407; what comes of it is for the test to see. Returns its number. */
    int call(String number, String caller, String... more) {
        var uri = "sip:" + number + "@" + Gateway.D;
        var me = "\"Boss\" <sip:" + caller + "@" + Gateway.D + ">";
        var all = new ArrayList<>(List.of(more));
        all.add("Contact: " + contact());
        send("INVITE", uri, me, all, Peer.SDP, "");
        var challenged = peer.answer("INVITE", cseq);
        send("ACK", uri, me, List.of(), "", ";tag=" + challenged.toTag());
        if (challenged.status() != 407) throw new AssertionError("not challenged: " + challenged);
        var challenge = Challenges.toAnswer(Challenges.of(challenged)).getFirst();
        send("INVITE", uri, me, authorized("INVITE", uri, all, challenge), Peer.SDP, "");
        return cseq;
    }

    /** ACK of a refusal. */
    void acknowledge(String number, String caller, SipResponse refused) {
        var uri = "sip:" + number + "@" + Gateway.D;
        var me = "\"Boss\" <sip:" + caller + "@" + Gateway.D + ">";
        send("ACK", uri, me, List.of(), "", ";tag=" + refused.toTag());
    }

    private SipResponse request(String method, String uri, String me, List<String> more) {
        send(method, uri, me, more, "", "");
        return peer.answer(method, cseq);
    }

    private void send(String method, String uri, String me, List<String> more, String body, String toTag) {
        if (!method.equals("ACK")) {
            cseq++;
            sent++;
        }
        var lines = new ArrayList<String>();
        lines.add(method + " " + uri + " SIP/2.0");
        lines.add("Via: SIP/2.0/UDP " + at + ";rport;branch=z9hG4bK" + peer.port() + "x" + sent);
        lines.add("From: " + me + ";tag=phone" + peer.port());
        lines.add("To: " + (method.equals("REGISTER") ? from : "<" + uri + ">") + toTag);
        lines.add("Call-ID: phone-" + peer.port());
        lines.add("CSeq: " + cseq + " " + method);
        lines.add("Max-Forwards: 70");
        lines.addAll(more);
        peer.send(inside, body, lines.toArray(String[]::new));
    }

    @Override
    public void close() {
        peer.close();
    }
}
