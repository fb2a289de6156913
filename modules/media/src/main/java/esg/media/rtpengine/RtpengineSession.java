package esg.media.rtpengine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import esg.media.relay.MediaFailure;
import esg.media.relay.MediaFigures;
import esg.media.relay.MediaRelay.End;
import esg.media.relay.MediaSession;
import esg.media.relay.MediaWatch;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One session at one engine. What is asked of it is done one after the other, each when the engine has answered the one before. */
final class RtpengineSession implements MediaSession {
    private static final Logger log = LoggerFactory.getLogger(RtpengineSession.class);

    private final NgRequests.Subject subject;
    private final MediaWatch watch;
    private final Engines engines;
    private final ScheduledExecutorService timer;
    private final long refreshMillis;
    private final Consumer<String> whenLost = this::lost;
    private final Listening listening; // guarded by itself
    private CompletableFuture<?> last = CompletableFuture.completedFuture(true); // never fails; guarded by this
    private boolean closed; // guarded by this
    private boolean lost; // guarded by this
    private volatile @Nullable Engine engine;
    private volatile @Nullable ScheduledFuture<?> refreshing;
    private volatile @Nullable Exchange current;
    private volatile @Nullable Exchange agreed;
    private volatile MediaFigures figures = MediaFigures.NONE;

    RtpengineSession(
            NgRequests.Subject subject,
            MediaWatch watch,
            Engines engines,
            ScheduledExecutorService timer,
            RtpengineSettings settings) {
        this.subject = subject;
        this.watch = watch;
        this.engines = engines;
        this.timer = timer;
        this.refreshMillis = settings.refresh().toMillis();
        this.listening = new Listening(settings.silence());
    }

    /** An offer, and what was answered to it last. */
    private record Exchange(
            End offerer, String offer, @Nullable String answer) {
        @Nullable
        String saidBy(End end) {
            return end == offerer ? offer : answer;
        }
    }

    /** Begins when all before has ended, however; fails by a {@link MediaFailure} and nothing around it. */
    private synchronized <T> CompletableFuture<T> next(Supplier<CompletableFuture<T>> act) {
        var told = new CompletableFuture<T>();
        var _ = last.thenCompose(_ -> start(act)).whenComplete((value, failure) -> {
            if (failure == null) told.complete(value);
            else if (failure instanceof CompletionException && failure.getCause() != null)
                told.completeExceptionally(failure.getCause());
            else told.completeExceptionally(failure);
        });
        last = told.handle((_, _) -> true);
        return told;
    }

    private static <T> CompletableFuture<T> start(Supplier<CompletableFuture<T>> act) {
        try {
            return act.get();
        } catch (RuntimeException bug) {
            return CompletableFuture.failedFuture(bug);
        }
    }

    @Override
    public CompletionStage<byte[]> offer(End from, byte[] sdp) {
        var exchange = new Exchange(from, new String(sdp, ISO_8859_1), null);
        return next(() -> offered(exchange));
    }

    private CompletableFuture<byte[]> offered(Exchange exchange) {
        var gone = gone();
        if (gone != null) return failed(MediaFailure.Kind.ENGINE, gone);
        var at = engine;
        if (at == null) return place(exchange, new HashSet<>(), "no rtpengine answers");
        current = exchange;
        return at.ask(offer(exchange)).thenCompose(reply -> told(at, reply));
    }

    private synchronized @Nullable String gone() {
        if (lost) return "the rtpengine has lost the session";
        return closed ? "the session is closed" : null;
    }

    /** At one engine after the other, until one takes it or says that none will. */
    private CompletableFuture<byte[]> place(Exchange exchange, Set<Engine> tried, String why) {
        var at = engines.choose(tried);
        if (at == null) return failed(MediaFailure.Kind.ENGINE, why);
        return at.ask(offer(exchange)).thenCompose(reply -> switch (reply) {
            case Reply.Done _ -> {
                current = exchange;
                placed(at);
                yield told(at, reply);
            }
            case Reply.Refused(var reason) when isDescriptions(reason) -> told(at, reply);
            case Reply.Refused _, Reply.Busy _, Reply.Unanswered _ -> {
                var _ = at.delete(subject.id()); // it may have taken it, and only its answer been lost
                tried.add(at);
                log.info("rtpengine takes no session engine={} session={} reply={}", at, subject.id(), reply);
                yield place(exchange, tried, at + ": " + reply);
            }
        });
    }

    private void placed(Engine at) {
        engine = at;
        at.enter(whenLost);
        refreshing = timer.scheduleWithFixedDelay(this::refresh, refreshMillis, refreshMillis, TimeUnit.MILLISECONDS);
    }

    /** What it says of descriptions; all else (ports, unknown sessions) is its own fault. */
    private static boolean isDescriptions(String reason) {
        return reason.contains("SDP");
    }

    private static CompletableFuture<byte[]> told(Engine at, Reply reply) {
        return switch (reply) {
            case Reply.Done(var said)
            when !said.text("sdp").isEmpty() ->
                CompletableFuture.completedFuture(said.text("sdp").getBytes(ISO_8859_1));
            case Reply.Done _ -> failed(MediaFailure.Kind.ENGINE, at + " tells no description");
            case Reply.Refused(var why) ->
                failed(isDescriptions(why) ? MediaFailure.Kind.DESCRIPTION : MediaFailure.Kind.ENGINE, at + ": " + why);
            case Reply.Busy(var why) -> failed(MediaFailure.Kind.ENGINE, at + " is busy: " + why);
            case Reply.Unanswered(var why) -> failed(MediaFailure.Kind.ENGINE, at + ": " + why);
        };
    }

    private static <T> CompletableFuture<T> failed(MediaFailure.Kind kind, String why) {
        return CompletableFuture.failedFuture(new MediaFailure(kind, why));
    }

    private Value.Dictionary offer(Exchange exchange) {
        return NgRequests.offer(subject, exchange.offerer, exchange.offer);
    }

    @Override
    public CompletionStage<byte[]> answer(End from, byte[] sdp) {
        return next(() -> answered(from, new String(sdp, ISO_8859_1)));
    }

    private CompletableFuture<byte[]> answered(End from, String sdp) {
        var gone = gone();
        if (gone != null) return failed(MediaFailure.Kind.ENGINE, gone);
        var at = engine;
        var open = current;
        if (at == null || open == null || open.offerer == from)
            return failed(MediaFailure.Kind.DESCRIPTION, "an answer without an offer");
        return at.ask(NgRequests.answer(subject, from, sdp)).thenCompose(reply -> {
            if (reply instanceof Reply.Done) agree(new Exchange(open.offerer, open.offer, sdp));
            return told(at, reply);
        });
    }

    private void agree(Exchange exchange) {
        current = exchange;
        agreed = exchange;
        synchronized (listening) {
            listening.agreed(System.nanoTime());
        }
    }

    /** An engine knows no way back: it is told once more what was agreed before. */
    @Override
    public void rejected() {
        var _ = next(() -> {
            var at = engine;
            var open = current;
            var before = agreed;
            if (open == null || open.answer != null) return CompletableFuture.completedFuture(null);
            current = before;
            if (at == null || before == null || before.answer == null) return CompletableFuture.completedFuture(null);
            var answer = NgRequests.answer(subject, before.offerer.other(), before.answer);
            return at.ask(offer(before)).thenCompose(_ -> at.ask(answer)).thenAccept(reply -> {
                if (!(reply instanceof Reply.Done))
                    log.warn("rtpengine keeps what was rejected session={} reply={}", subject.id(), reply);
            });
        });
    }

    @Override
    public boolean dial(End to, char digit, int millis) {
        var at = engine;
        var now = agreed;
        var said = now == null ? null : now.saidBy(to);
        var request = NgRequests.dial(subject.id(), to, digit, millis);
        if (!subject.dials() || at == null || said == null || request.isEmpty() || gone() != null) return false;
        if (!NgRequests.hearsEvents(subject.at(to), said)) return false;
        var _ = next(() -> at.ask(request.get()).thenAccept(reply -> {
            if (!(reply instanceof Reply.Done))
                log.warn("rtpengine does not dial session={} reply={}", subject.id(), reply);
        }));
        return true;
    }

    @Override
    public MediaFigures figures() {
        return figures;
    }

    private void refresh() {
        var at = engine;
        if (at == null || gone() != null) return;
        var _ = at.ask(NgRequests.query(subject.id())).thenAccept(reply -> {
            if (gone() != null) return;
            if (reply instanceof Reply.Done(var said)) report(Report.read(said));
            else if (reply instanceof Reply.Refused(var why)) lost(at + ": " + why); // started anew, or by timeout
        });
    }

    private void report(Report report) {
        figures = report.figures();
        Listening.Verdict verdict;
        synchronized (listening) {
            verdict = listening.report(report, System.nanoTime());
        }
        tell(() -> {
            verdict.dumb().forEach(watch::oneWay);
            if (verdict.silent()) watch.silent();
        });
    }

    private void lost(String why) {
        synchronized (this) {
            if (lost || closed) return;
            lost = true;
        }
        stopRefreshing();
        tell(() -> watch.lost(why));
    }

    /** A fault of who is told must not keep others from being told. */
    private void tell(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException bug) {
            log.error("media watch failed session={}", subject.id(), bug);
        }
    }

    private void stopRefreshing() {
        var task = refreshing;
        if (task != null) task.cancel(false);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) return;
            closed = true;
        }
        var _ = next(() -> {
            var at = engine;
            if (at == null) return CompletableFuture.completedFuture(null);
            stopRefreshing();
            at.leave(whenLost);
            return at.delete(subject.id()).thenAccept(reply -> {
                if (!(reply instanceof Reply.Done(var said)))
                    log.info("rtpengine keeps a session until its timeout session={} reply={}", subject.id(), reply);
                else if (!said.dictionary("tags").entries().isEmpty())
                    figures = Report.read(said).figures();
            });
        });
    }
}
