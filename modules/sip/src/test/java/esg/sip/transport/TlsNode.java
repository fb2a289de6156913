package esg.sip.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.typesafe.config.ConfigFactory;
import esg.domain.account.Transport;
import esg.sip.alg.Alg;
import esg.sip.locate.Hop;
import esg.sip.packetlog.LocalEnd;
import esg.sip.packetlog.PacketLog;
import esg.sip.tls.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Sockets with one TLS listener, and what came in, was logged and was told of them. */
final class TlsNode implements AutoCloseable {
    static final String OPTIONS = "OPTIONS sip:a SIP/2.0\r\nContent-Length: 4\r\n\r\nbody";
    static final String ANSWER = "SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n";
    static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    record Received(Flow flow, String text) {}

    final LinkedBlockingQueue<Received> received = new LinkedBlockingQueue<>();
    final List<String> packets = new CopyOnWriteArrayList<>();
    volatile boolean admits = true;
    volatile boolean gateOpen = true;
    private final ListAppender<ILoggingEvent> told = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("esg.sip.transport");
    final SipTransport transport;

    TlsNode(TlsSettings tls, String... overrides) throws BindFailure {
        told.list = new CopyOnWriteArrayList<>();
        told.start();
        logger.addAppender(told);
        var settings = TransportSettings.from(
                ConfigFactory.parseString(String.join("\n", overrides)).withFallback(ConfigFactory.defaultReference()));
        var listener = new ListenerSettings(
                Side.OUTSIDE, "secure", Transport.TLS, new InetSocketAddress(HERE, 0), Alg.NONE, tls);
        PacketFilter filter = (_, _, _) -> admits;
        transport = SipTransport.open(
                settings, List.of(listener), new Surroundings(filter, new Handler(), new Log(), () -> gateOpen));
    }

    private final class Handler implements PacketHandler {
        @Override
        public void received(Loop loop, Flow flow, byte[] packet) {
            received.add(new Received(flow, new String(packet, US_ASCII)));
        }

        @Override
        public void connectionClosed(Flow flow) {}
    }

    private final class Log implements PacketLog {
        @Override
        public void sent(LocalEnd here, InetSocketAddress remote, boolean ok, byte[] packet, int worker) {
            packets.add("Send to " + here.transport().token() + " " + ok + " " + new String(packet, US_ASCII));
        }

        @Override
        public void received(LocalEnd here, InetSocketAddress remote, byte[] packet, int worker) {}

        @Override
        public void banned(Transport by, InetSocketAddress remote, int worker) {}
    }

    int port() {
        return transport.listeners().getFirst().bound().getPort();
    }

    /** Lines of the log that begin like this. */
    List<String> told(String beginning) {
        return told.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.startsWith(beginning))
                .toList();
    }

    /** Exceptions that came up to the log. */
    List<String> bugs() {
        return told.list.stream()
                .filter(event -> event.getThrowableProxy() != null)
                .map(ILoggingEvent::toString)
                .toList();
    }

    Received next() throws InterruptedException {
        var got = received.poll(5, TimeUnit.SECONDS);
        if (got == null) throw new AssertionError("nothing came; told: " + told(""));
        return got;
    }

    /** Asks a server at this port that should be who this name says; null when it was sent, else why not. */
    @Nullable
    String ask(String name, int port) throws Exception {
        var hop = new Hop(Transport.TLS, new InetSocketAddress(HERE, port), name);
        return send(transport.flow(Side.OUTSIDE, hop, ""), OPTIONS);
    }

    @Nullable
    String send(@Nullable Flow flow, String text) throws Exception {
        if (flow == null) throw new AssertionError("no flow");
        var done = new CompletableFuture<@Nullable Throwable>();
        transport.send(flow, text.getBytes(US_ASCII), done::complete);
        var cause = done.get(5, TimeUnit.SECONDS);
        return cause == null ? null : cause.getMessage();
    }

    Socket dial() throws IOException {
        var socket = new Socket(HERE, port());
        socket.setSoTimeout(5_000);
        return socket;
    }

    SSLSocket dial(SSLContext peer) throws IOException {
        var socket = (SSLSocket) peer.getSocketFactory().createSocket(HERE, port());
        socket.setSoTimeout(5_000);
        return socket;
    }

    static void write(Socket peer, String text) throws IOException {
        peer.getOutputStream().write(text.getBytes(US_ASCII));
        peer.getOutputStream().flush();
    }

    static String read(Socket peer, int length) throws IOException {
        return new String(peer.getInputStream().readNBytes(length), US_ASCII);
    }

    @Override
    public void close() {
        transport.close();
        logger.detachAppender(told);
    }
}
