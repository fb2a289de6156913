package esg.media.bgmg;

import esg.media.bgmg.RelaySession.Party;
import esg.media.relay.MediaFailure;
import esg.media.relay.MediaRelay;
import esg.media.relay.MediaSession;
import esg.media.relay.MediaWatch;
import esg.media.relay.Rules;
import esg.media.rtp.MediaSockets;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The border media gateway in this process (BGM-01): relays RTP and RTCP, and other UDP, between the two ends of each call. */
public final class Bgmg implements MediaRelay, AutoCloseable {
    private final BgmgSettings settings;
    private final Ports ports;
    private final List<RelayLoop> loops;
    private final SecureRandom random = new SecureRandom();
    private final Map<InetAddress, InetAddress> binds = new ConcurrentHashMap<>();
    private final Map<InetAddress, PortPool> pools = new ConcurrentHashMap<>();

    private Bgmg(BgmgSettings settings, Ports ports, List<RelayLoop> loops) {
        this.settings = settings;
        this.ports = ports;
        this.loops = loops;
    }

    /**
     * Begins; no port is taken until there is an offer.
     *
     * @throws IOException when nothing can be read here at all
     */
    public static Bgmg start(BgmgSettings settings, Ports ports) throws IOException {
        var loops = new ArrayList<RelayLoop>();
        for (int i = 0; i < settings.workers(); i++) loops.add(RelayLoop.start("bgmg-" + i));
        return new Bgmg(settings, ports, List.copyOf(loops));
    }

    @Override
    public MediaSession open(String id, Map<End, Rules> rules, MediaWatch watch) {
        var loop = loops.stream()
                .filter(RelayLoop::isAlive)
                .min(Comparator.comparingInt(RelayLoop::load))
                .orElse(loops.getFirst());
        var parties = Map.of(
                End.CALLER, party(rules, End.CALLER),
                End.CALLEE, party(rules, End.CALLEE));
        var alarm = new Alarm(settings.timeout(), settings.oneWayAfter());
        var session = new RelaySession(id, loop, parties, watch, alarm);
        loop.add(session);
        return session;
    }

    private Party party(Map<End, Rules> rules, End end) {
        var own = rules.get(end);
        if (own == null) throw new IllegalArgumentException("no rules for " + end);
        var bind = binds.computeIfAbsent(own.address(), Bgmg::bind);
        return new Party(
                own, pools.computeIfAbsent(bind, at -> new PortPool(at, ports, settings.trafficClass(), random)));
    }

    private static InetAddress bind(InetAddress told) {
        try {
            return MediaSockets.bindable(told);
        } catch (IOException e) {
            throw new MediaFailure(MediaFailure.Kind.ENGINE, "no socket can be opened: " + e.getMessage());
        }
    }

    @Override
    public boolean isAvailable() {
        return loops.stream().anyMatch(RelayLoop::isAlive)
                && (pools.isEmpty() || pools.values().stream().anyMatch(pool -> pool.free() > 0));
    }

    /** Sessions that are open. */
    public int sessions() {
        return loops.stream().mapToInt(RelayLoop::load).sum();
    }

    @Override
    public void close() {
        loops.forEach(RelayLoop::close);
    }
}
