package esg.media.bgmg;

import esg.media.relay.MediaFailure;
import esg.media.relay.MediaFigures;
import esg.media.relay.MediaRelay.End;
import esg.media.relay.MediaSession;
import esg.media.relay.MediaWatch;
import esg.media.relay.Rules;
import esg.media.sdp.CodecRule;
import esg.media.sdp.Description;
import esg.media.sdp.Editor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The relayed media of one call. All but the public methods happens on its loop. */
final class RelaySession implements MediaSession {
    /** Each holds four sockets: more is nobody's call. */
    private static final int MOST_LINES = 8;

    private static final Logger log = LoggerFactory.getLogger(RelaySession.class);

    /** What one end has offered, and the other is to answer. */
    private record Offer(End from, Description.Session said) {}

    /** One end with the ports of its address. */
    record Party(Rules rules, PortPool pool) {}

    private final String id;
    private final RelayLoop loop;
    private final Map<End, Party> parties;
    private final Map<End, Editor> editors;
    private final MediaWatch watch;
    private final Alarm alarm;
    private final Lines lines;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final long longAgo = System.nanoTime() - TimeUnit.DAYS.toNanos(1);
    private long heardRtcp = longAgo;
    private @Nullable Offer offer;

    RelaySession(String id, RelayLoop loop, Map<End, Party> parties, MediaWatch watch, Alarm alarm) {
        this.id = id;
        this.loop = loop;
        this.parties = parties;
        this.editors = Map.of(End.CALLER, editor(End.CALLER), End.CALLEE, editor(End.CALLEE));
        this.lines = new Lines(this, loop, parties, watch);
        this.watch = watch;
        this.alarm = alarm;
    }

    private Editor editor(End end) {
        return new Editor(party(end).rules, ThreadLocalRandom.current().nextLong(1L << 62));
    }

    private Party party(End end) {
        var party = parties.get(end);
        if (party == null) throw new IllegalArgumentException("no rules for " + end);
        return party;
    }

    @Override
    public CompletionStage<byte[]> offer(End from, byte[] sdp) {
        return onLoop(() -> offered(from, sdp));
    }

    @Override
    public CompletionStage<byte[]> answer(End from, byte[] sdp) {
        return onLoop(() -> answered(from, sdp));
    }

    private CompletionStage<byte[]> onLoop(Supplier<byte[]> act) {
        var done = new CompletableFuture<byte[]>();
        boolean runs = loop.execute(() -> {
            try {
                if (closed.get()) throw new MediaFailure(MediaFailure.Kind.ENGINE, "closed");
                done.complete(act.get());
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        if (!runs) done.completeExceptionally(new MediaFailure(MediaFailure.Kind.ENGINE, "the relay has ended"));
        return done;
    }

    private byte[] offered(End from, byte[] sdp) {
        if (parties.values().stream().anyMatch(party -> party.rules.srtp()))
            throw new MediaFailure(MediaFailure.Kind.DESCRIPTION, "the embedded relay knows no SRTP");
        var said = read(sdp);
        var formats = rule(from).formats(said, true);
        offer = null;
        lines.tidy(formats);
        var ports = new ArrayList<Integer>();
        try {
            for (int i = 0; i < formats.size(); i++) {
                lines.name(i, said.media().get(i).kind());
                ports.add(formats.get(i).isEmpty() ? 0 : lines.open(i, from.other()));
            }
        } catch (MediaFailure noPort) {
            lines.tidy(List.of());
            throw noPort;
        }
        offer = new Offer(from, said);
        return tell(from.other(), sdp, said, ports, formats);
    }

    private CodecRule rule(End from) {
        return new CodecRule(party(from.other()).rules, party(from).rules);
    }

    private byte[] tell(End to, byte[] sdp, Description.Session said, List<Integer> ports, List<List<String>> formats) {
        var editor = editors.get(to);
        if (editor == null) throw new IllegalStateException("no editor for " + to);
        return editor.tell(sdp, said, ports, formats);
    }

    private static Description.Session read(byte[] sdp) {
        return switch (Description.read(sdp)) {
            case Description.Session(var _, var media)
            when media.size() > MOST_LINES ->
                throw new MediaFailure(MediaFailure.Kind.DESCRIPTION, "more than " + MOST_LINES + " media lines");
            case Description.Session session -> session;
            case Description.Unreadable(var why) -> throw new MediaFailure(MediaFailure.Kind.DESCRIPTION, why);
        };
    }

    private byte[] answered(End from, byte[] sdp) {
        var asked = offer;
        if (asked == null || asked.from == from)
            throw new MediaFailure(MediaFailure.Kind.DESCRIPTION, "an answer without an offer");
        var said = read(sdp);
        var formats = rule(from).formats(said, false);
        var ports = new ArrayList<Integer>();
        for (int i = 0; i < formats.size(); i++) ports.add(isAgreed(i, formats, asked) ? lines.port(i, asked.from) : 0);
        for (int i = 0; i < lines.all().size(); i++) {
            var line = lines.all().get(i);
            boolean agreed = i < ports.size() && ports.get(i) != 0;
            if (agreed) line.agree(from, said.media().get(i), asked.said.media().get(i));
            else line.shut();
        }
        alarm.agreed(lines.all().stream().anyMatch(Line::isTalk), System.nanoTime());
        return tell(asked.from, sdp, said, ports, formats);
    }

    private static boolean isAgreed(int line, List<List<String>> formats, Offer asked) {
        return !formats.get(line).isEmpty()
                && line < asked.said.media().size()
                && asked.said.media().get(line).isDatagrams();
    }

    @Override
    public void rejected() {
        loop.execute(() -> {
            offer = null;
            lines.tidy(List.of());
        });
    }

    @Override
    public boolean dial(End to, char digit, int millis) {
        int event = EventEar.event(digit);
        var known = lines.all().stream()
                .map(line -> line.side(to))
                .filter(side -> side.eventsTo() >= 0)
                .findFirst();
        if (event < 0 || known.isEmpty() || closed.get()) return false;
        var side = known.get();
        return loop.execute(() -> {
            if (closed.get() || side.eventsTo() < 0) return;
            side.dialer().dial(side.eventsTo(), event, millis, System.nanoTime());
            loop.dials(this);
        });
    }

    /** Sends the keys that are due; false when there are no more. */
    boolean dial(long now) {
        boolean more = false;
        for (var line : lines.all()) {
            for (var side : line.sides()) {
                side.dialer().tick(now);
                more |= !side.dialer().isIdle();
            }
        }
        return more;
    }

    /** RTCP has come, from whomever. */
    void heard() {
        heardRtcp = System.nanoTime();
    }

    void tick(long now) {
        long anything = heardRtcp;
        long caller = longAgo;
        long callee = longAgo;
        for (var line : lines.all()) {
            long one = last(line.side(End.CALLER));
            long other = last(line.side(End.CALLEE));
            anything = Math.max(anything, Math.max(one, other));
            if (line.isTalk()) {
                caller = Math.max(caller, one);
                callee = Math.max(callee, other);
            }
        }
        switch (alarm.look(now, anything, caller, callee)) {
            case FINE -> {}
            case SILENT -> watch.silent();
            case CALLER_DUMB -> watch.oneWay(End.CALLER);
            case CALLEE_DUMB -> watch.oneWay(End.CALLEE);
        }
    }

    private long last(Side side) {
        side.tick();
        return side.heard().ever() ? side.heard().at() : longAgo;
    }

    @Override
    public MediaFigures figures() {
        long nanos = System.nanoTime();
        long millis = System.currentTimeMillis();
        return new MediaFigures(lines.all().stream()
                .flatMap(line -> line.figures(nanos, millis).stream())
                .toList());
    }

    /** All is over for a reason of ours. */
    void fail(String why) {
        if (closed.compareAndSet(false, true)) {
            free();
            watch.lost(why);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) loop.execute(this::free);
    }

    private void free() {
        lines.close();
        loop.remove(this);
        log.debug("media closed call={}", id);
    }

    @Override
    public String toString() {
        return id;
    }
}
