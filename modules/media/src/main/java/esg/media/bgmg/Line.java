package esg.media.bgmg;

import esg.media.relay.MediaFigures;
import esg.media.relay.MediaRelay.End;
import esg.media.relay.MediaWatch;
import esg.media.sdp.MediaLine;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Predicate;

/** One m= line of a session with its two sides. */
final class Line {
    private final int index;
    private volatile String kind;
    private final Side caller;
    private final Side callee;
    private boolean live;
    private boolean talk;

    Line(int index, String kind, Predicate<InetSocketAddress> ours, MediaWatch watch) {
        this.index = index;
        this.kind = kind;
        this.caller = new Side(End.CALLER, ours, watch);
        this.callee = new Side(End.CALLEE, ours, watch);
    }

    Side side(End end) {
        return end == End.CALLER ? caller : callee;
    }

    List<Side> sides() {
        return List.of(caller, callee);
    }

    /** Relays from now on what the two have agreed on. */
    void agree(End end, MediaLine own, MediaLine others) {
        side(end).agree(own, others);
        side(end.other()).agree(others, own);
        kind = own.kind(); // fax may have taken the place of speech (RFC 3264 §8.3.3)
        live = true;
        talk = own.isAudio() && own.isRtp() && speaks(own, others) && speaks(others, own);
    }

    /** Whether one is to send and the other to listen. */
    private static boolean speaks(MediaLine one, MediaLine other) {
        return one.direction().sends() && other.direction().reversed().sends() && !other.isNowhere();
    }

    void shut() {
        live = false;
        talk = false;
        sides().forEach(Side::shut);
    }

    /** Whether something was agreed. */
    boolean isLive() {
        return live;
    }

    /** Whether it is audio in which both ends are to speak. */
    boolean isTalk() {
        return talk;
    }

    List<MediaFigures.Stream> figures(long nanos, long millis) {
        return sides().stream()
                .map(side -> side.figures(index, kind, nanos, millis))
                .toList();
    }
}
