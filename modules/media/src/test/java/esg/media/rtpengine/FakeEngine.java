package esg.media.rtpengine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A socket that speaks the ng protocol as it is told to. */
final class FakeEngine implements AutoCloseable {
    static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    private final DatagramSocket socket;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final AtomicInteger deaf = new AtomicInteger();
    private volatile boolean mistakesCookies;

    /** A request as it came, repetitions too. */
    record Asked(String cookie, Value.Dictionary request) {
        String command() {
            return request.text("command");
        }
    }

    private FakeEngine(DatagramSocket socket) {
        this.socket = socket;
        answer("ping", "d6:result4:ponge");
        answer("delete", "d6:result2:oke");
        describes("rewritten");
    }

    static FakeEngine start() throws IOException {
        return start(new InetSocketAddress(HERE, 0));
    }

    /** At an address where another was. */
    static FakeEngine start(InetSocketAddress at) throws IOException {
        var engine = new FakeEngine(new DatagramSocket(at));
        Thread.ofPlatform().daemon().start(engine::run);
        return engine;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** Passes over so many requests. */
    FakeEngine deafFor(int requests) {
        deaf.set(requests);
        return this;
    }

    /** Answers each request under another cookie too, before its own. */
    FakeEngine mistakingCookies() {
        mistakesCookies = true;
        return this;
    }

    FakeEngine answer(String command, String bencode) {
        answers.put(command, bencode);
        return this;
    }

    FakeEngine ignores(String command) {
        answers.remove(command);
        return this;
    }

    /** What it makes of every description. */
    FakeEngine describes(String sdp) {
        var answer = "d6:result2:ok3:sdp%d:%se".formatted(sdp.length(), sdp);
        return answer("offer", answer).answer("answer", answer);
    }

    FakeEngine refuses(String command, String why) {
        return answer(command, "d6:result5:error12:error-reason%d:%se".formatted(why.length(), why));
    }

    List<Asked> asked(String command) {
        return asked.stream().filter(one -> one.command().equals(command)).toList();
    }

    private void run() {
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
                received(packet);
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void received(DatagramPacket packet) throws IOException {
        var bytes = Arrays.copyOf(packet.getData(), packet.getLength());
        var cookie = new String(bytes, ISO_8859_1).split(" ", 2)[0];
        var value = Bencode.read(bytes, cookie.length() + 1).orElseThrow();
        var one = new Asked(cookie, (Value.Dictionary) value);
        asked.add(one);
        if (deaf.getAndUpdate(left -> Math.max(0, left - 1)) > 0) return;
        var answer = answers.get(one.command());
        if (answer == null) return;
        if (mistakesCookies) send("x" + cookie + " d6:result5:error12:error-reason5:falsee", packet);
        send(cookie + " " + answer, packet);
    }

    private void send(String text, DatagramPacket to) throws IOException {
        var bytes = text.getBytes(ISO_8859_1);
        socket.send(new DatagramPacket(bytes, bytes.length, to.getSocketAddress()));
    }

    @Override
    public void close() {
        socket.close();
    }
}
