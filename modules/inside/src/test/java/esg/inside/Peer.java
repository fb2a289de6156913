package esg.inside;

import static java.nio.charset.StandardCharsets.UTF_8;

import esg.sip.message.Headers;
import esg.sip.message.MessageParser;
import esg.sip.message.ParseResult.Parsed;
import esg.sip.message.SipMessage;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Predicate;

/** A SIP end that does exactly what a test tells it: it sends text and waits for messages, and repeats nothing by itself. */
final class Peer implements AutoCloseable {
    static final String SDP = """
        v=0
        o=- 1 1 IN IP4 127.0.0.1
        s=-
        c=IN IP4 127.0.0.1
        t=0 0
        m=audio 4000 RTP/AVP 8
        a=ptime:20
        """.replace("\n", "\r\n");
    private static final int PATIENCE_MILLIS = 5_000;

    private final DatagramSocket socket;
    private final List<SipMessage> waiting = new ArrayList<>();
    private int keepAlives;
    private final IdentityHashMap<SipMessage, SocketAddress> sources = new IdentityHashMap<>();

    Peer(String host) throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(host), 0));
        socket.setSoTimeout(50);
    }

    String at() {
        return socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** @param lines of the head, without Content-Length */
    void send(InetSocketAddress to, String body, String... lines) {
        sendTyped(to, "application/sdp", body, lines);
    }

    /** The same with a body of another type. */
    void sendTyped(InetSocketAddress to, String contentType, String body, String... lines) {
        var type = body.isEmpty() ? "" : "Content-Type: " + contentType + "\r\n";
        var head = String.join("\r\n", lines) + "\r\n" + type + "Content-Length: " + body.length() + "\r\n\r\n";
        var packet = (head + body).getBytes(UTF_8);
        try {
            socket.send(new DatagramPacket(packet, packet.length, to));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Answers with our tag in To and our Contact. */
    void answer(SipRequest request, InetSocketAddress to, int status, String body, String... more) {
        var lines = head(request, status, "callee");
        lines.add("Contact: <sip:callee@" + at() + ">");
        lines.addAll(List.of(more));
        send(to, body, lines.toArray(String[]::new));
    }

    /** The same as somebody else whom the request also reached. */
    void answerAs(String tag, SipRequest request, InetSocketAddress to, int status, String... more) {
        var lines = head(request, status, tag);
        lines.add("Contact: <sip:" + tag + "@" + at() + ">");
        lines.addAll(List.of(more));
        send(to, SDP, lines.toArray(String[]::new));
    }

    /** Says where else to ask. */
    void redirect(SipRequest request, InetSocketAddress to, int status, String... contacts) {
        var lines = head(request, status, "callee");
        for (var contact : contacts) lines.add("Contact: " + contact);
        send(to, "", lines.toArray(String[]::new));
    }

    private static List<String> head(SipRequest request, int status, String tag) {
        var lines = new ArrayList<String>();
        lines.add("SIP/2.0 " + status + " Answer");
        request.headers(Headers.VIA).forEach(via -> lines.add("Via: " + via));
        request.headers(Headers.RECORD_ROUTE).forEach(route -> lines.add("Record-Route: " + route));
        lines.add("From: " + request.header(Headers.FROM));
        lines.add("To: " + request.header(Headers.TO) + (request.toTag() == null ? ";tag=" + tag : ""));
        lines.add("Call-ID: " + request.callId());
        lines.add("CSeq: " + request.header(Headers.CSEQ));
        return lines;
    }

    SipRequest request(String method) {
        return (SipRequest) next(
                method,
                message -> message instanceof SipRequest request
                        && request.method().equals(method));
    }

    /** The request with that number. */
    SipRequest next(String method, long cseq) {
        return (SipRequest) next(
                method + " " + cseq,
                message -> message instanceof SipRequest request
                        && request.method().equals(method)
                        && request.cseq() == cseq);
    }

    /** In the dialog where we have that tag. */
    SipRequest request(String method, String toTag) {
        return (SipRequest) next(
                method + " with tag " + toTag,
                message -> message instanceof SipRequest request
                        && request.method().equals(method)
                        && toTag.equals(request.toTag()));
    }

    SipResponse response(int status) {
        return (SipResponse) next(
                Integer.toString(status),
                message -> message instanceof SipResponse response && response.status() == status);
    }

    SipResponse response(int status, String method) {
        return (SipResponse) next(
                status + " to " + method,
                message -> message instanceof SipResponse response
                        && response.status() == status
                        && response.cseqMethod().equals(method));
    }

    /** The final answer to the request with that number. */
    SipResponse answer(String method, long cseq) {
        return (SipResponse) next(
                "answer to " + method + " " + cseq,
                message -> message instanceof SipResponse response
                        && response.isFinal()
                        && response.cseqMethod().equals(method)
                        && response.cseq() == cseq);
    }

    /** Where a message came from. */
    SocketAddress source(SipMessage message) {
        return java.util.Objects.requireNonNull(sources.get(message));
    }

    /** Whether such a request comes within half a second. */
    boolean hears(String method) {
        return find(
                        500,
                        message -> message instanceof SipRequest request
                                && request.method().equals(method))
                != null;
    }

    /** Whether such an answer to an INVITE comes within half a second. */
    boolean hearsStatus(int status) {
        return find(
                        500,
                        message -> message instanceof SipResponse response
                                && response.status() == status
                                && response.cseqMethod().equals("INVITE"))
                != null;
    }

    /** Whether another such request than this one comes within half a second: on a busy machine this one is sent again. */
    boolean hearsOther(SipRequest known) {
        return find(
                        500,
                        message -> message instanceof SipRequest request
                                && request.method().equals(known.method())
                                && request.cseq() != known.cseq())
                != null;
    }

    /** Leaves unread what was a repetition of it: on a busy machine a request is sent again before its answer is heard. */
    void forget(SipRequest known) {
        waiting.removeIf(message -> message instanceof SipRequest request
                && request.method().equals(known.method())
                && request.callId().equals(known.callId())
                && request.cseq() == known.cseq());
    }

    /** Waits until so many have come since it was made. */
    void keepAlives(int count) {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        while (keepAlives < count && System.nanoTime() < end) receive();
        if (keepAlives < count) throw new AssertionError("keep-alives at " + at() + ": " + keepAlives);
    }

    /** Whether one has come. */
    boolean isKeptAlive() {
        return keepAlives > 0;
    }

    private SipMessage next(String what, Predicate<SipMessage> wanted) {
        var found = find(PATIENCE_MILLIS, wanted);
        if (found == null) throw new AssertionError("no " + what + " at " + at() + "; unread: " + waiting);
        return found;
    }

    private @org.jspecify.annotations.Nullable SipMessage find(long millis, Predicate<SipMessage> wanted) {
        long end = System.nanoTime() + millis * 1_000_000;
        do {
            for (var message : waiting) {
                if (!wanted.test(message)) continue;
                waiting.remove(message);
                return message;
            }
            receive();
        } while (System.nanoTime() < end);
        return null;
    }

    private void receive() {
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        try {
            socket.receive(packet);
            if (MessageParser.parse(java.util.Arrays.copyOf(packet.getData(), packet.getLength()))
                    instanceof Parsed(SipMessage message)) {
                waiting.add(message);
                sources.put(message, packet.getSocketAddress());
            } else if (packet.getLength() == 4 && new String(packet.getData(), 0, 4, UTF_8).equals("\r\n\r\n")) {
                keepAlives++;
            } else {
                throw new AssertionError("not SIP: " + new String(packet.getData(), 0, packet.getLength(), UTF_8));
            }
        } catch (SocketTimeoutException nothing) {
            // asked again until the caller has waited long enough
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
