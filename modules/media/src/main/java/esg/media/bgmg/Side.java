package esg.media.bgmg;

import esg.media.bgmg.PortPool.Pair;
import esg.media.relay.MediaFigures;
import esg.media.relay.MediaRelay.End;
import esg.media.relay.MediaWatch;
import esg.media.sdp.MediaLine;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One end of an m= line: the sockets it sends to and is sent from, and what is known of it. Confined to its loop, but for what says so. */
final class Side {
    private static final Logger log = LoggerFactory.getLogger(Side.class);
    private static final int TYPES = 128;
    private static final int NO_EVENTS = -1;

    /** Packets that may come from one tick to the next, ten times what codecs send: two sessions could be told to send to each other for ever. */
    private static final int MOST_AUDIO = 200;

    private static final int MOST_OTHER = 10_000;

    private final End end;
    private final Predicate<InetSocketAddress> ours;
    private final EventEar ear;
    private final Dialer dialer = new Dialer(this::send);
    private final Heard heard = new Heard();
    private final Latch rtp = new Latch();
    private final Latch rtcp = new Latch();
    private final int[] rates = new int[TYPES]; // by payload type; 0 for one that was not agreed
    private @Nullable Pair pair;
    private boolean isRtp;
    private int eventsFrom = NO_EVENTS;
    private volatile int eventsTo = NO_EVENTS;
    private boolean muted;
    private @Nullable InetSocketAddress besideRtp;
    private int most;
    private int taken;

    Side(End end, Predicate<InetSocketAddress> ours, MediaWatch watch) {
        this.end = end;
        this.ours = ours;
        this.ear = new EventEar((digit, millis) -> watch.dialled(end, digit, millis));
    }

    @Nullable
    Pair pair() {
        return pair;
    }

    void pair(@Nullable Pair opened) {
        pair = opened;
    }

    /** Begins, or goes on, as both ends have said; the numbers an end sends are those the other has named (RFC 3264 §5.1). */
    void agree(MediaLine own, MediaLine others) {
        isRtp = own.isRtp();
        most = own.isAudio() ? MOST_AUDIO : MOST_OTHER;
        Arrays.fill(rates, 0);
        rates(own);
        rates(others);
        boolean events =
                own.isPlain() && own.events().isPresent() && others.events().isPresent();
        eventsFrom = events ? others.events().orElseThrow() : NO_EVENTS;
        boolean dials = events && own.rate(own.formats().getFirst()) == 8_000; // events share the clock of the speech
        eventsTo = dials ? own.events().orElseThrow() : NO_EVENTS;
        muted = own.isNowhere();
        if (muted) {
            rtp.held();
            rtcp.held();
        } else {
            rtp.told(notOurs(own.remote()));
            rtcp.told(notOurs(own.rtcpRemote()));
        }
    }

    /** A packet sent to ourselves would go round for ever. */
    private @Nullable InetSocketAddress notOurs(@Nullable InetSocketAddress told) {
        return told != null && ours.test(told) ? null : told;
    }

    private void rates(MediaLine line) {
        for (var format : line.formats()) {
            int type = MediaLine.payloadType(format);
            if (type >= 0) rates[type] = line.rate(format);
        }
    }

    /** The line has ended. */
    void shut() {
        rtp.shut();
        rtcp.shut();
        eventsTo = NO_EVENTS;
    }

    /** A packet on the even port, for the other end if it is this end's. */
    void rtp(Header header, InetSocketAddress from, Side other, long now) {
        boolean rtpPacket = header.isRtp();
        boolean fits = isRtp
                ? rtpPacket && rates[header.payloadType()] > 0
                : header.packet().limit() > 0;
        if (!isOwn(rtp, from, fits) || ++taken > most) {
            heard.stranger();
            return;
        }
        int size = header.packet().limit();
        if (isRtp && rtpPacket) {
            boolean isEvent = header.payloadType() == eventsFrom;
            heard.took(header, size, isEvent ? 0 : rates[header.payloadType()], now);
            if (isEvent) ear.took(header, now);
            else ear.spoke(now);
            if (other.dialer.passes(header, now)) other.send(header.packet());
        } else if (isRtp && header.isRtcp()) { // from one who shares a port whatever was agreed
            other.sendRtcp(header.packet());
        } else {
            if (!isRtp) heard.took(size, now);
            other.send(header.packet());
        }
    }

    private boolean isOwn(Latch latch, InetSocketAddress from, boolean fits) {
        var before = latch.at();
        if (!latch.admits(from, fits && (before != null || !ours.test(from)))) return false;
        if (latch == rtp && !from.equals(before)) {
            besideRtp = from.getPort() < 65_535 ? new InetSocketAddress(from.getAddress(), from.getPort() + 1) : null;
        }
        return true;
    }

    /** A packet on the odd port: RTCP is believed from where RTP comes from. Says whether it was. */
    boolean rtcp(Header header, InetSocketAddress from, Side other) {
        var speaks = rtp.at();
        boolean fits = header.isRtcp()
                && (speaks == null
                        ? from.equals(rtcp.told())
                        : from.getAddress().equals(speaks.getAddress()));
        boolean admitted = isOwn(rtcp, from, fits) && ++taken <= most;
        if (admitted) other.sendRtcp(header.packet());
        return admitted;
    }

    private void send(ByteBuffer packet) {
        var sockets = pair;
        var to = rtp.remote();
        if (sockets != null && to != null && !muted) send(sockets.rtp(), packet, to);
    }

    private void sendRtcp(ByteBuffer packet) {
        var sockets = pair;
        var to = rtcpRemote();
        if (sockets != null && to != null && !muted) send(sockets.rtcp(), packet, to);
    }

    /** Behind a NAT it is beside RTP most likely, until its own RTCP comes. */
    private @Nullable InetSocketAddress rtcpRemote() {
        var known = rtcp.at();
        if (known != null) return known;
        var speaks = rtp.at();
        return speaks == null || speaks.equals(rtp.told()) ? rtcp.told() : besideRtp;
    }

    private static void send(DatagramChannel channel, ByteBuffer packet, InetSocketAddress to) {
        try {
            channel.send(packet, to);
        } catch (IOException | IllegalArgumentException e) { // a family or a network we do not have
            log.debug("media not sent to={} error={}", to, e.toString());
        }
    }

    /** Number of the events this end wants; negative when it knows none. Any thread. */
    int eventsTo() {
        return eventsTo;
    }

    Dialer dialer() {
        return dialer;
    }

    Heard heard() {
        return heard;
    }

    /** A new while begins, in which so much may come again. */
    void tick() {
        taken = 0;
    }

    /** Any thread. */
    MediaFigures.Stream figures(int line, String kind, long nanos, long millis) {
        long packets = heard.packets();
        var at = rtp.at();
        return new MediaFigures.Stream(
                end,
                line,
                kind,
                at == null ? "" : text(at),
                packets,
                heard.bytes(),
                heard.lost(),
                heard.jitterMillis(),
                heard.strangers(),
                heard.ever() ? millis - (nanos - heard.at()) / 1_000_000 : 0);
    }

    private static String text(InetSocketAddress at) {
        var host = at.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + at.getPort();
    }
}
