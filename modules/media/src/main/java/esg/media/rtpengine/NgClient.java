package esg.media.rtpengine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one engine by its ng protocol: {@code cookie SP bencode} in a datagram, answered under the same cookie. Any thread; answers come on
 * a thread of its own, which must not be kept.
 */
final class NgClient implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NgClient.class);
    private static final int LARGEST = 65_535;

    /** Until a request is sent again, doubled each time. */
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);

    private final InetSocketAddress engine;
    private final Duration patience;
    private final ScheduledExecutorService timer;
    private final DatagramChannel channel;
    private final ConcurrentMap<String, Question> open = new ConcurrentHashMap<>();
    private final AtomicLong asked = new AtomicLong();

    /** An engine answers a cookie it knows with what it said then, whoever asks: no two clients may use the same. */
    private final String prefix;

    private NgClient(
            InetSocketAddress engine, Duration patience, ScheduledExecutorService timer, DatagramChannel channel) {
        this.engine = engine;
        this.patience = patience;
        this.timer = timer;
        this.channel = channel;
        var random = new byte[8];
        new SecureRandom().nextBytes(random);
        this.prefix = HexFormat.of().formatHex(random);
    }

    /** @param asked when, by {@link System#nanoTime} */
    private record Question(byte[] packet, long asked, CompletableFuture<Reply> reply) {}

    /**
     * Opens a socket toward the engine, which need not be there.
     *
     * @param patience how long a request waits in all
     * @throws IOException when there is no way to that address
     */
    static NgClient open(InetSocketAddress engine, Duration patience, ScheduledExecutorService timer)
            throws IOException {
        var channel = DatagramChannel.open();
        try {
            channel.connect(engine);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        var client = new NgClient(engine, patience, timer, channel);
        Thread.ofPlatform().name("rtpengine " + engine).daemon().start(client::listen);
        return client;
    }

    /** Completes always, and never by an exception. */
    CompletableFuture<Reply> ask(Value.Dictionary request) {
        var cookie = prefix + "_" + asked.incrementAndGet();
        var head = (cookie + " ").getBytes(ISO_8859_1);
        var body = Bencode.write(request);
        var packet = ByteBuffer.allocate(head.length + body.length).put(head).put(body);
        var question = new Question(packet.array(), System.nanoTime(), new CompletableFuture<>());
        open.put(cookie, question);
        send(cookie, question, FIRST_WAIT);
        return question.reply;
    }

    private void send(String cookie, Question question, Duration wait) {
        try {
            channel.write(ByteBuffer.wrap(question.packet));
        } catch (IOException e) {
            complete(cookie, new Reply.Unanswered(e.toString()));
            return;
        }
        var left = patience.minusNanos(System.nanoTime() - question.asked);
        var next = wait.compareTo(left) < 0 ? wait : left;
        var _ = timer.schedule(() -> again(cookie, wait), next.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void again(String cookie, Duration waited) {
        var question = open.get(cookie);
        if (question == null) return;
        if (System.nanoTime() - question.asked >= patience.toNanos())
            complete(cookie, new Reply.Unanswered("no answer within " + patience.toMillis() + " ms"));
        else send(cookie, question, waited.multipliedBy(2));
    }

    private void complete(String cookie, Reply reply) {
        var question = open.remove(cookie);
        if (question != null) question.reply.complete(reply);
    }

    private void listen() {
        var buffer = ByteBuffer.allocate(LARGEST);
        while (channel.isOpen()) {
            try {
                channel.read(buffer.clear());
                buffer.flip();
                var packet = new byte[buffer.remaining()];
                buffer.get(packet);
                received(packet);
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException e) { // told by ICMP: nobody listens there, or there is no way
                failAll(e.toString());
            } catch (RuntimeException bug) {
                log.error("rtpengine's answer failed us engine={}", engine, bug);
            }
        }
    }

    private void received(byte[] packet) {
        int space = 0;
        while (space < packet.length && packet[space] != ' ') space++;
        var cookie = new String(packet, 0, space, ISO_8859_1);
        if (!open.containsKey(cookie)) return; // answered before, or too late
        complete(cookie, reply(packet, space + 1));
    }

    private Reply reply(byte[] packet, int from) {
        var said = from > packet.length ? null : Bencode.read(packet, from).orElse(null);
        if (said instanceof Value.Dictionary dictionary) return Reply.of(dictionary);
        log.warn("rtpengine's answer cannot be read engine={} bytes={}", engine, packet.length);
        return new Reply.Unanswered("its answer cannot be read");
    }

    private void failAll(String why) {
        for (var cookie : List.copyOf(open.keySet())) complete(cookie, new Reply.Unanswered(why));
    }

    /** What is still asked counts as unanswered. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            log.warn("socket not closed engine={}", engine, e);
        }
        failAll("closed");
    }
}
