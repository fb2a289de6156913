package esg.media.bgmg;

import esg.media.bgmg.PortPool.Pair;
import esg.media.bgmg.RelaySession.Party;
import esg.media.relay.MediaFailure;
import esg.media.relay.MediaRelay.End;
import esg.media.relay.MediaWatch;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The m= lines of a session with the ports they have. Confined to its loop, but for {@link #all()}. */
final class Lines {
    private final RelaySession session;
    private final RelayLoop loop;
    private final Map<End, Party> parties;
    private final MediaWatch watch;
    private final List<Line> all = new CopyOnWriteArrayList<>();

    Lines(RelaySession session, RelayLoop loop, Map<End, Party> parties, MediaWatch watch) {
        this.session = session;
        this.loop = loop;
        this.parties = parties;
        this.watch = watch;
    }

    /** In their order. */
    List<Line> all() {
        return all;
    }

    /** Makes a line known that stands there for the first time. */
    void name(int index, String kind) {
        if (all.size() == index) all.add(new Line(index, kind, this::isOurs, watch));
    }

    /** Both sides of a line, since the answer needs the other; the port that {@code to} is told. */
    int open(int index, End to) {
        open(all.get(index), to.other());
        return open(all.get(index), to);
    }

    private int open(Line line, End end) {
        var side = line.side(end);
        var has = side.pair();
        if (has != null) return has.port();
        var pair = pool(end).take();
        if (pair == null) throw new MediaFailure(MediaFailure.Kind.ENGINE, "no port is free");
        side.pair(pair);
        try {
            loop.register(session, pair, side, line.side(end.other()));
        } catch (IOException e) {
            throw new MediaFailure(MediaFailure.Kind.ENGINE, "a socket cannot be read: " + e.getMessage());
        }
        return pair.port();
    }

    private PortPool pool(End end) {
        var party = parties.get(end);
        if (party == null) throw new IllegalStateException("nobody is " + end);
        return party.pool();
    }

    /** The port an end is told; 0 for a line that has none. */
    int port(int index, End end) {
        var pair = all.get(index).side(end).pair();
        return pair == null ? 0 : pair.port();
    }

    /**
     * Gives back ports of lines nobody has agreed on: only now, since the answer before could have been said again.
     *
     * @param wanted formats of those that are offered once more
     */
    void tidy(List<List<String>> wanted) {
        var unused = new ArrayList<Line>();
        for (int i = 0; i < all.size(); i++) {
            boolean isWanted = i < wanted.size() && !wanted.get(i).isEmpty();
            if (!isWanted && !all.get(i).isLive()) unused.add(all.get(i));
        }
        release(unused);
    }

    private void release(List<Line> some) {
        for (var end : End.values()) {
            var pairs = new ArrayList<Pair>();
            for (var line : some) {
                var pair = line.side(end).pair();
                line.side(end).pair(null);
                if (pair != null) pairs.add(pair);
            }
            loop.release(pairs);
            pairs.forEach(pair -> pool(end).give(pair.port()));
        }
    }

    /** Whether a packet sent there would come in on this session again. */
    private boolean isOurs(InetSocketAddress at) {
        for (var line : all) {
            for (var end : End.values()) {
                var pair = line.side(end).pair();
                if (pair != null && (pair.port() | 1) == (at.getPort() | 1) && isHere(at, pool(end))) return true;
            }
        }
        return false;
    }

    private static boolean isHere(InetSocketAddress at, PortPool pool) {
        var address = at.getAddress();
        if (!pool.bind().isAnyLocalAddress()) return pool.bind().equals(address);
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unknown) {
            return true;
        }
    }

    void close() {
        all.forEach(Line::shut);
        release(all);
    }
}
