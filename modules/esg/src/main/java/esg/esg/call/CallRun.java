package esg.esg.call;

import com.typesafe.config.ConfigFactory;
import esg.domain.account.Transport;
import esg.esg.settings.StartFailure;
import esg.media.sdp.LocalAudio;
import esg.media.tone.Sound;
import esg.media.tone.ToneDetector;
import esg.media.tone.Tones;
import esg.sip.locate.LocateSettings;
import esg.sip.locate.Locator;
import esg.sip.message.SipRequest;
import esg.sip.transaction.EdgeSettings;
import esg.sip.transaction.RequestHandler;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transaction.SipEdge;
import esg.sip.transport.Addresses;
import esg.sip.transport.BindFailure;
import esg.sip.transport.Flow;
import esg.sip.transport.ListenerSettings;
import esg.sip.transport.SendGate;
import esg.sip.transport.Side;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Opens what a call needs, places it and says what came of it. */
public final class CallRun {
    /** Exit code of a call that was refused or not answered. */
    public static final int NOT_ANSWERED = 1;

    /** What this end plays: another tone than test calls, so that an echo can be told from them. */
    static final int OUR_HZ = 425;

    private static final int TEST_HZ = 1004;
    private static final long HANGS_UP_WITHIN_SECONDS = 2;

    private CallRun() {}

    /**
     * Places a call and waits for its end.
     *
     * @param say takes the lines as they come
     * @return 0 when it was answered, else {@link #NOT_ANSWERED}
     * @throws StartFailure when no socket can be opened
     */
    public static int run(CallOptions options, Consumer<String> say) throws StartFailure {
        var ladder = new Ladder(step -> {
            if (!options.json()) say.accept(step.line());
        });
        try (var edge = edge(options, ladder)) {
            var line = new Line(edge, ladder, Locator.open(LocateSettings.from(options.config())), options.node());
            var outcome = place(options, line);
            var summary = new Summary(outcome, Hints.of(outcome, Addresses.text(options.node())));
            var both = AtTheNode.of(options.rest(), ladder.callId());
            if (options.json()) say.accept(summary.json(ladder.steps(), both.packets()));
            else {
                both.lines().forEach(say);
                summary.lines().forEach(say);
            }
            return outcome.answered() ? 0 : NOT_ANSWERED;
        }
    }

    private static SipEdge edge(CallOptions options, Ladder ladder) throws StartFailure {
        var config = ConfigFactory.parseString("esg.sip.workers = 1").withFallback(options.config());
        boolean six = options.node().getAddress() instanceof Inet6Address;
        var any = new InetSocketAddress(InetAddress.ofLiteral(six ? "::" : "0.0.0.0"), 0);
        var listeners = List.of(new ListenerSettings(Side.INSIDE, "phone", Transport.UDP, any));
        try {
            return SipEdge.open(EdgeSettings.from(config), listeners, ladder, SendGate.OPEN);
        } catch (BindFailure e) {
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private static Outcome place(CallOptions options, Line line) throws StartFailure {
        try (var tones = Tones.start(new Tones.Place(line.address(), 0, 0), 1)) {
            var ear = new ToneDetector(TEST_HZ, OUR_HZ);
            var port = tones.open(new Sound.Steady(OUR_HZ), ear);
            if (port == null) throw new StartFailure("no UDP port is free for audio");
            var call = new PlacedCall(options, line, new PlacedCall.Audio(port, ear, new LocalAudio(port.local(), 1)));
            line.edge().handle(Side.INSIDE, handler(call));
            return ended(call, call.place());
        } catch (IOException e) {
            throw new StartFailure("no UDP socket for audio: " + e.getMessage(), e);
        }
    }

    private static RequestHandler handler(PlacedCall call) {
        return new RequestHandler() {
            @Override
            public void onRequest(ServerTransaction transaction) {
                call.received(transaction);
            }

            @Override
            public void onAck(SipRequest ack, Flow flow) {
                call.acknowledged(ack);
            }
        };
    }

    /** Ctrl-C hangs up and lets the other end know. */
    private static Outcome ended(PlacedCall call, CompletableFuture<Outcome> outcome) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> hangUp(call, outcome), "hang-up"));
        return outcome.join();
    }

    private static void hangUp(PlacedCall call, CompletableFuture<Outcome> outcome) {
        if (outcome.isDone()) return;
        call.hangUp();
        try {
            outcome.get(HANGS_UP_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // it was tried; the other end will notice by itself
        }
    }
}
