package esg.trunk.account;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import esg.sip.message.Headers;
import esg.sip.message.MessageParser;
import esg.sip.message.ParseResult.Parsed;
import esg.sip.message.SipRequest;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A provider on loopback UDP that answers as its script says and remembers what it was asked. */
final class ScriptedRegistrar implements AutoCloseable {
    /** Answers a request: status line and fields of its own; "" for silence. */
    interface Script {
        String answer(SipRequest request);
    }

    static final String CHALLENGE = "SIP/2.0 401 Unauthorized\r\n"
            + "Www-Authenticate: Digest realm=\"b2b\", nonce=\"N1\", algorithm=MD5, qop=\"auth\", opaque=\"1WVpoo\"";

    /** What becomes of a Binding request: no answer, or a message of this type (RFC 5389 §6). */
    static final int SILENCE = 0;

    static final int BINDING_SUCCESS = 0x0101;
    static final int BINDING_ERROR = 0x0111;

    private final DatagramSocket socket;
    private final List<SipRequest> requests = new CopyOnWriteArrayList<>();
    private final List<InetSocketAddress> bindingRequests = new CopyOnWriteArrayList<>();
    private volatile Script script = accepting();
    private volatile int stun = SILENCE;

    ScriptedRegistrar() {
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofPlatform().daemon().start(this::serve);
    }

    /** Asks for the digest once, then accepts what is asked for. */
    static Script accepting() {
        return request -> request.has(Headers.AUTHORIZATION) ? ok(request, "") : CHALLENGE;
    }

    /** The Contact of the request, bound for as long as it asks, and more fields, each with its line end before it. */
    static String ok(SipRequest request, String more) {
        return ok(request, request.intHeader(Headers.EXPIRES, 0), more);
    }

    static String ok(SipRequest request, int expires, String more) {
        return "SIP/2.0 200 OK\r\nContact: " + request.header(Headers.CONTACT) + ";expires=" + expires + more;
    }

    void script(Script next) {
        script = next;
    }

    void stun(int next) {
        stun = next;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** All REGISTERs so far, each once: with T1 at 20 ms a busy machine sends one again now and then. */
    List<SipRequest> registers() {
        var branches = new HashSet<String>();
        return requests.stream()
                .filter(one -> one.method().equals("REGISTER"))
                .filter(one -> branches.add(one.topVia().branch()))
                .toList();
    }

    SipRequest register(int index) {
        return registers().get(index);
    }

    List<SipRequest> pings() {
        return requests.stream().filter(one -> one.method().equals("OPTIONS")).toList();
    }

    /** Where they came from. */
    List<InetSocketAddress> bindingRequests() {
        return List.copyOf(bindingRequests);
    }

    private void serve() {
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        try {
            while (!socket.isClosed()) {
                packet.setLength(65_535);
                socket.receive(packet);
                var bytes = java.util.Arrays.copyOf(packet.getData(), packet.getLength());
                if (bytes.length == 20) bound(bytes, packet);
                if (!(MessageParser.parse(bytes) instanceof Parsed(SipRequest request))) continue;
                requests.add(request);
                var answer = script.answer(request);
                if (!answer.isEmpty()) send(request, answer, packet);
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    /** A Binding request without attributes: the answer says that it came from 192.0.2.1:32853. */
    private void bound(byte[] request, DatagramPacket from) throws IOException {
        bindingRequests.add((InetSocketAddress) from.getSocketAddress());
        if (stun == SILENCE) return;
        var answer = ByteBuffer.allocate(32)
                .putShort((short) stun)
                .putShort((short) 12)
                .put(request, 4, 16)
                .putInt(0x0020_0008)
                .putInt(0x0001_a147)
                .putInt(0xe112_a643);
        socket.send(new DatagramPacket(answer.array(), 32, from.getSocketAddress()));
    }

    private void send(SipRequest request, String answer, DatagramPacket to) throws IOException {
        int line = answer.indexOf("\r\n");
        var status = line < 0 ? answer : answer.substring(0, line);
        var fields = line < 0 ? "" : answer.substring(line + 2) + "\r\n";
        var text = status + "\r\nVia: " + request.header(Headers.VIA) + "\r\nFrom: " + request.header(Headers.FROM)
                + "\r\nTo: " + request.header(Headers.TO) + ";tag=rB2\r\nCall-ID: " + request.callId() + "\r\nCSeq: "
                + request.header(Headers.CSEQ) + "\r\n" + fields + "Content-Length: 0\r\n\r\n";
        var bytes = text.getBytes(ISO_8859_1);
        socket.send(new DatagramPacket(bytes, bytes.length, to.getSocketAddress()));
    }

    @Override
    public void close() {
        socket.close();
    }
}
