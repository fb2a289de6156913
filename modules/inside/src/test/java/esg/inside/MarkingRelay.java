package esg.inside;

import static java.nio.charset.StandardCharsets.UTF_8;

import esg.media.relay.MediaFigures;
import esg.media.relay.MediaRelay;
import esg.media.relay.MediaSession;
import esg.media.relay.MediaWatch;
import esg.media.relay.Rules;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** A media gateway that relays nothing and marks what passes it: {@code a=x-via:caller}. */
final class MarkingRelay implements MediaRelay {
    final List<Session> sessions = new CopyOnWriteArrayList<>();
    volatile Executor answers = Runnable::run;
    volatile boolean available = true;

    @Override
    public MediaSession open(String id, Map<End, Rules> rules, MediaWatch watch) {
        var session = new Session(rules, watch);
        sessions.add(session);
        return session;
    }

    @Override
    public boolean isAvailable() {
        return available;
    }

    /** What was said in it, and the watch it tells. */
    final class Session implements MediaSession {
        final Map<End, Rules> rules;
        final MediaWatch watch;
        final List<String> heard = new CopyOnWriteArrayList<>();
        volatile boolean closed;

        private Session(Map<End, Rules> rules, MediaWatch watch) {
            this.rules = Map.copyOf(rules);
            this.watch = watch;
        }

        @Override
        public CompletionStage<byte[]> offer(End from, byte[] sdp) {
            return marked("offer", from, sdp);
        }

        @Override
        public CompletionStage<byte[]> answer(End from, byte[] sdp) {
            return marked("answer", from, sdp);
        }

        private CompletionStage<byte[]> marked(String what, End from, byte[] sdp) {
            heard.add(what + " " + from);
            var mark = "a=x-via:" + from + "\r\n";
            return CompletableFuture.supplyAsync(() -> (new String(sdp, UTF_8) + mark).getBytes(UTF_8), answers);
        }

        @Override
        public void rejected() {
            heard.add("rejected");
        }

        @Override
        public boolean dial(End to, char digit, int millis) {
            heard.add("dial " + to + " " + digit + " " + millis);
            return true;
        }

        @Override
        public MediaFigures figures() {
            return MediaFigures.NONE;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
