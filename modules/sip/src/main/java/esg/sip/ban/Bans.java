package esg.sip.ban;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import esg.domain.ban.Answering;
import esg.domain.ban.Conduct;
import esg.domain.ban.Conduct.Judged;
import esg.domain.ban.Conduct.Outcome;
import esg.domain.ban.Offence;
import esg.domain.ban.PinnedBan;
import esg.domain.ban.Sources;
import esg.domain.ban.Standing;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sources this node drops, and what it remembers of those it may drop one day. Any thread. Where memory is full, the oldest of what is
 * remembered goes, and of bans any that nobody pinned: those who flood us with sources decide how many there are, we decide what we keep.
 */
public final class Bans {
    private static final Logger log = LoggerFactory.getLogger(Bans.class);

    private final BanSettings settings;
    private final InstantSource clock;
    private final Standings standings;
    private final ConcurrentMap<InetAddress, Ban> bans = new ConcurrentHashMap<>();
    private final Cache<InetAddress, Conduct> conducts;
    private final LongAdder dropped = new LongAdder();
    private final LogPace pace;
    private volatile String node = "";
    private volatile Consumer<Imposed> listener = _ -> {};

    public Bans(BanSettings settings) {
        this(settings, InstantSource.system());
    }

    Bans(BanSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        standings = new Standings(settings, clock);
        pace = new LogPace(clock);
        conducts = Caffeine.newBuilder()
                .maximumSize(settings.most().watched())
                .expireAfterWrite(settings.policy().memory())
                .ticker(Standings.ticker(clock))
                .build();
    }

    /** Who is told of bans this node imposes, on an I/O thread. */
    public void announce(String ownNode, Consumer<Imposed> to) {
        node = ownNode;
        listener = to;
    }

    /** Who is what to us. */
    public Standings standings() {
        return standings;
    }

    /** Whether offences count at all. */
    public boolean isOn() {
        return settings.enabled();
    }

    /** Which requests of strangers are answered. */
    public Answering strangers() {
        return settings.strangers();
    }

    /** Whether a packet from there is to be dropped, which is counted. Asked about every packet: one look into a table. */
    public boolean drops(InetAddress source) {
        if (bans.isEmpty()) return false;
        var ban = bans.get(Sources.key(source));
        if (ban == null || ban.isOver(clock.millis())) return false;
        // Who shares a prefix with a stranger is not to vanish with it.
        if (source instanceof Inet6Address && !ban.pinned() && standings.of(source) != Standing.STRANGER) return false;
        ban.dropped().increment();
        dropped.increment();
        return true;
    }

    /** Packets dropped by bans, and connections, since the start. */
    public long dropped() {
        return dropped.sum();
    }

    /** Holds an offence against its sender, who may be banned for it. */
    public void charge(InetAddress source, Offence offence) {
        if (!settings.enabled()) return;
        var standing = standings.of(source);
        if (standing == Standing.EXEMPT) return;
        long now = clock.millis();
        var judged = judge(Sources.key(source), offence, standing, now);
        switch (judged.outcome()) {
            case Outcome.Noted _ -> {}
            case Outcome.Banned(var term) -> impose(source, judged.after(), term, now);
            case Outcome.Alarm _ -> {
                if (pace.take())
                    log.warn(
                            "known source misbehaves source={} because=\"{}\" alarms={}",
                            Sources.text(Sources.key(source)),
                            judged.after().because(),
                            judged.after().alarms());
            }
        }
    }

    private Judged judge(InetAddress key, Offence offence, Standing standing, long now) {
        var judged = new Judged[1];
        conducts.asMap().compute(key, (_, before) -> {
            var conduct = before == null ? Conduct.CLEAN : before;
            var next = conduct.charged(offence, standing, settings.policy(), now);
            judged[0] = next;
            return next.after().equals(Conduct.CLEAN) ? null : next.after();
        });
        return judged[0];
    }

    private void impose(InetAddress source, Conduct conduct, Duration term, long now) {
        var key = Sources.key(source);
        var why = conduct.because();
        if (!put(Ban.imposed(key, now + term.toMillis(), node, why), now)) return;
        if (pace.take())
            log.info(
                    "banned source={} for={}s because=\"{}\" bans={} unlogged={}",
                    Sources.text(key),
                    term.toSeconds(),
                    why,
                    conduct.bans(),
                    pace.missed());
        listener.accept(new Imposed(Sources.text(key), term, why));
    }

    /** Follows a ban that another node has imposed, unless its source is somebody here. */
    public void adopt(Imposed imposed, String by) {
        var key = Sources.read(imposed.address());
        if (!settings.enabled() || key == null || standings.of(key) != Standing.STRANGER) return;
        long now = clock.millis();
        if (!put(Ban.imposed(key, now + imposed.term().toMillis(), by, imposed.why()), now)) return;
        conducts.asMap()
                .compute(
                        key,
                        (_, before) -> (before == null ? Conduct.CLEAN : before)
                                .banned(settings.policy(), now, imposed.term()));
        if (pace.take())
            log.info(
                    "banned source={} for={}s because=\"{}\" by={}",
                    imposed.address(),
                    imposed.term().toSeconds(),
                    imposed.why(),
                    by);
    }

    /** False when an operator's ban stands there, or nothing but such. */
    private boolean put(Ban ban, long now) {
        if (bans.size() >= settings.most().banned() && !makeRoom(now)) return false;
        var stands =
                bans.compute(ban.source(), (_, old) -> old != null && old.pinned() && !old.isOver(now) ? old : ban);
        return stands.equals(ban);
    }

    private boolean makeRoom(long now) {
        Ban other = null;
        for (var ban : bans.values()) {
            if (ban.isOver(now)) return bans.remove(ban.source(), ban);
            if (!ban.pinned()) {
                other = ban;
                break;
            }
        }
        return other != null && bans.remove(other.source(), other);
    }

    /** Those that operators have imposed, all of them, in place of those given before. */
    public synchronized void pin(Collection<PinnedBan> pinned) {
        long now = clock.millis();
        var wanted = new HashMap<InetAddress, Ban>();
        for (var pin : pinned) {
            var key = pin.source();
            if (pin.isOver(clock.instant())) continue;
            if (standings.holdsExempt(key)) {
                log.warn("pinned ban left out source={} reason=exempt", pin.id());
                continue;
            }
            long until = pin.until().map(Instant::toEpochMilli).orElse(Ban.FOREVER);
            wanted.put(key, Ban.pinned(key, until, pin.note()));
        }
        for (var ban : bans.values()) {
            if (!ban.pinned() || wanted.containsKey(ban.source()) || !bans.remove(ban.source(), ban)) continue;
            if (!ban.isOver(now)) lifted(ban, "operator");
        }
        wanted.forEach((key, ban) -> {
            var old = bans.get(key);
            if (old != null && old.isLike(ban)) return;
            bans.put(key, ban);
            log.info("banned source={} until={} by=operator", Sources.text(key), text(ban.until()));
        });
    }

    private static String text(long until) {
        return until == Ban.FOREVER ? "lifted" : Instant.ofEpochMilli(until).toString();
    }

    /**
     * Ends a source's ban and forgets what it did; one that is pinned stays until its document goes.
     *
     * @param address one of the source's, or its name
     * @return whether there was anything to end or forget
     */
    public boolean lift(String address) {
        var key = Sources.read(address);
        if (key == null) return false;
        boolean remembered = conducts.asMap().remove(key) != null;
        var ban = bans.get(key);
        if (ban == null || ban.pinned() || !bans.remove(key, ban)) return remembered;
        lifted(ban, "operator");
        return true;
    }

    private void lifted(Ban ban, String why) {
        if (pace.take())
            log.info(
                    "ban lifted source={} dropped={} by={}",
                    Sources.text(ban.source()),
                    ban.dropped().sum(),
                    why);
    }

    /** Lifts bans whose time is over, and those of sources that are somebody by now. To be called now and then. */
    public void review() {
        long now = clock.millis();
        for (var ban : bans.values()) {
            boolean over = ban.isOver(now);
            if (!over && (ban.pinned() || standings.of(ban.source()) == Standing.STRANGER)) continue;
            if (bans.remove(ban.source(), ban)) lifted(ban, over ? "time" : "account");
        }
    }

    /** Pinned, banned and watched sources, the most severe first, at most so many. */
    public List<BanView> list(int most) {
        long now = clock.millis();
        var views = new ArrayList<BanView>();
        for (var ban : bans.values()) if (!ban.isOver(now)) views.add(view(ban, now));
        views.sort(Comparator.comparing(BanView::state).thenComparing(BanView::address));
        if (views.size() < most) {
            conducts.asMap().entrySet().stream()
                    .filter(one -> !isBanned(one.getKey(), now))
                    .sorted(Map.Entry.comparingByValue(
                            Comparator.comparingLong(Conduct::at).reversed()))
                    .limit((long) most - views.size())
                    .forEach(one -> views.add(watched(one.getKey(), one.getValue(), now)));
        }
        return List.copyOf(views.size() > most ? views.subList(0, most) : views);
    }

    private boolean isBanned(InetAddress key, long now) {
        var ban = bans.get(key);
        return ban != null && !ban.isOver(now);
    }

    private BanView view(Ban ban, long now) {
        var conduct = Objects.requireNonNullElse(conducts.policy().getIfPresentQuietly(ban.source()), Conduct.CLEAN);
        return new BanView(
                Sources.text(ban.source()),
                ban.pinned() ? BanView.State.PINNED : BanView.State.BANNED,
                conduct.offences(),
                ban.until() == Ban.FOREVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ban.until())),
                ban.dropped().sum(),
                conduct.remembered(settings.policy(), now),
                conduct.alarms(),
                ban.node(),
                ban.pinned() ? ban.why() : "");
    }

    private BanView watched(InetAddress key, Conduct conduct, long now) {
        return new BanView(
                Sources.text(key),
                BanView.State.WATCHED,
                conduct.offences(),
                Optional.empty(),
                0,
                conduct.remembered(settings.policy(), now),
                conduct.alarms(),
                "",
                "");
    }

    /** Has an address known for a while, for it did what only somebody does who belongs here. */
    public void vouch(InetAddress source) {
        if (settings.enabled()) standings.vouch(source);
    }
}
