package esg.media.rtpengine;

import esg.media.relay.MediaRelay;
import esg.media.relay.MediaSession;
import esg.media.relay.MediaWatch;
import esg.media.relay.Rules;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

/** Media anchored at rtpengines (BGM-01): each session at the one with the fewest, chosen at its first offer. */
public final class Rtpengine implements MediaRelay, AutoCloseable {
    private final RtpengineSettings settings;
    private final ScheduledThreadPoolExecutor timer;
    private final Engines engines;

    private Rtpengine(RtpengineSettings settings, ScheduledThreadPoolExecutor timer, Engines engines) {
        this.settings = settings;
        this.timer = timer;
        this.engines = engines;
    }

    /**
     * Begins to ask for the engines, which need not be there yet.
     *
     * @throws IOException when there is no way to one of them
     */
    public static Rtpengine start(RtpengineSettings settings) throws IOException {
        var timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("rtpengine").daemon().factory(), new ThreadPoolExecutor.DiscardPolicy());
        timer.setRemoveOnCancelPolicy(true);
        try {
            return new Rtpengine(settings, timer, Engines.start(settings, timer));
        } catch (IOException e) {
            timer.shutdownNow();
            throw e;
        }
    }

    @Override
    public MediaSession open(String id, Map<End, Rules> rules, MediaWatch watch) {
        return new RtpengineSession(
                new NgRequests.Subject(id, rules, settings.dials()), watch, engines, timer, settings);
    }

    @Override
    public boolean isAvailable() {
        return engines.isAvailable();
    }

    @Override
    public boolean transcodes() {
        return true;
    }

    /** Asks nobody any more; sessions left open end at the engines by timeouts of theirs. */
    @Override
    public void close() {
        timer.shutdownNow();
        engines.close();
    }
}
