package esg.media.bgmg;

import esg.media.relay.MediaFigures;
import esg.media.relay.MediaRelay.End;
import esg.media.relay.MediaSession;
import esg.media.relay.MediaWatch;
import esg.media.relay.Rules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two ends on loopback, and the relay between them. */
abstract class RelayFixture {
    static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final BgmgSettings SETTINGS =
            new BgmgSettings(Duration.ofMillis(700), Duration.ofMillis(300), 2, 0xb8);

    private final List<AutoCloseable> open = new ArrayList<>();
    final Queue<String> said = new ConcurrentLinkedQueue<>();
    final MediaWatch watch = new MediaWatch() {
        @Override
        public void silent() {
            said.add("silent");
        }

        @Override
        public void oneWay(End dumb) {
            said.add("one way " + dumb);
        }

        @Override
        public void dialled(End from, char digit, int millis) {
            said.add(from + " " + digit + " " + millis);
        }

        @Override
        public void lost(String why) {
            said.add("lost");
        }
    };
    Bgmg bgmg;
    Phone caller;
    Phone callee;
    MediaSession session;
    InetSocketAddress toCaller = new InetSocketAddress(HERE, 9); // where the caller sends
    InetSocketAddress toCallee = toCaller;

    @BeforeEach
    void start() throws IOException {
        bgmg = Bgmg.start(SETTINGS, new Ports(31_000, 31_999));
        caller = phone("127.0.0.1");
        callee = phone("127.0.0.1");
        session = session(HERE, HERE);
    }

    Phone phone(String host) {
        var phone = new Phone(host);
        open.add(phone);
        return phone;
    }

    MediaSession session(InetAddress atCaller, InetAddress atCallee) {
        return bgmg.open("call", Map.of(End.CALLER, Rules.at(atCaller), End.CALLEE, Rules.at(atCallee)), watch);
    }

    @AfterEach
    void close() throws Exception {
        session.close();
        for (var each : open) each.close();
        bgmg.close();
    }

    byte[] offer(End from, byte[] sdp) {
        return session.offer(from, sdp).toCompletableFuture().join();
    }

    byte[] answer(End from, byte[] sdp) {
        return session.answer(from, sdp).toCompletableFuture().join();
    }

    void agree() {
        agree(caller.sdp(), callee.sdp());
    }

    void agree(byte[] offer, byte[] answer) {
        toCallee = callee.told(offer(End.CALLER, offer));
        toCaller = caller.told(answer(End.CALLEE, answer));
    }

    MediaFigures.Stream figures(End end) {
        return session.figures().streams().stream()
                .filter(stream -> stream.end() == end)
                .findFirst()
                .orElseThrow();
    }
}
