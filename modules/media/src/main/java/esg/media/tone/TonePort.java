package esg.media.tone;

import esg.media.rtp.Sequence;
import esg.media.sdp.AudioStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audio socket of one call. Sends to where audio comes from as soon as some does, and until then to where the peer said it listens
 * (NAT-01). The public methods are for any thread; all else happens on the thread of {@link Tones}.
 */
public final class TonePort implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TonePort.class);

    /** After so long without a packet the peer may have moved; before, nobody else can take its place. */
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Tones tones;
    private final DatagramChannel channel;
    private final InetSocketAddress local;
    private final Sound sound;
    private final @Nullable ToneDetector ear;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Rtp.Sender sender = new Rtp.Sender();
    private volatile Traffic traffic = Traffic.NONE;
    private @Nullable AudioStream audio;
    private @Nullable InetSocketAddress heardFrom;
    private long heardAt;
    private Sequence sequence = new Sequence();
    private long frame;

    TonePort(Tones tones, DatagramChannel channel, InetSocketAddress local, Sound sound, @Nullable ToneDetector ear) {
        this.tones = tones;
        this.channel = channel;
        this.local = local;
        this.sound = sound;
        this.ear = ear;
    }

    /** Where we listen, as peers are to be told. */
    public InetSocketAddress local() {
        return local;
    }

    /** Speaks from now on as agreed; also when it was agreed anew. */
    public void follow(AudioStream agreed) {
        tones.execute(() -> {
            var before = audio;
            boolean moved = before != null
                    && agreed.remote() != null
                    && !agreed.remote().equals(before.remote());
            if (moved) heardFrom = null;
            audio = agreed;
        });
    }

    /** Sends nothing from now on. */
    public void silence() {
        tones.execute(() -> audio = null);
    }

    /** So far. */
    public Traffic traffic() {
        return traffic;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) return;
        try {
            channel.close();
        } catch (IOException e) {
            log.warn("socket not closed port={}", local.getPort(), e);
        }
        tones.closed(this); // only when its thread has woken up is the port free
    }

    DatagramChannel channel() {
        return channel;
    }

    /** Sends the next 20 ms. */
    void tick(ByteBuffer buffer) {
        var agreed = audio;
        var to = agreed == null ? null : to(agreed);
        if (agreed != null && to != null && sound instanceof Sound.Steady(int hz)) {
            buffer.clear();
            sender.write(buffer, agreed.payloadType());
            tones.wave(agreed.codec(), hz).put(buffer, frame);
            send(buffer.flip(), to);
        }
        frame++;
        if (!(sound instanceof Sound.Echo)) sender.advance(Rtp.SAMPLES);
    }

    /** Frames that came too late to be sent; time has gone on. */
    void skip(int frames) {
        frame += frames;
        if (!(sound instanceof Sound.Echo)) sender.advance(frames * Rtp.SAMPLES);
    }

    private @Nullable InetSocketAddress to(AudioStream agreed) {
        if (agreed.sends()) return heardFrom == null ? agreed.remote() : heardFrom;
        sender.pause();
        return null;
    }

    private void send(ByteBuffer packet, InetSocketAddress to) {
        int size = packet.remaining();
        try {
            if (channel.send(packet, to) > 0) traffic = traffic.andSent(size);
        } catch (IOException e) {
            log.debug("audio not sent to={} error={}", to, e.toString());
        }
    }

    /** Takes all that has come. */
    void read(ByteBuffer in, ByteBuffer out) {
        try {
            while (true) {
                in.clear();
                if (!(channel.receive(in) instanceof InetSocketAddress from)) return;
                received(in.flip(), from, out);
            }
        } catch (IOException e) {
            log.debug("audio not read port={} error={}", local.getPort(), e.toString());
        }
    }

    private void received(ByteBuffer in, InetSocketAddress from, ByteBuffer out) {
        var packet = Rtp.read(in);
        var agreed = audio;
        if (packet == null || agreed == null || !isPeer(from)) return;
        sequence.took(packet.sequence());
        traffic = traffic.andReceived(in.remaining(), sequence.lost());
        if (packet.payloadType() != agreed.payloadType()) return; // key presses
        if (ear != null) ear.take(agreed.codec(), in, packet.start(), packet.length());
        var to = to(agreed);
        if (to == null || !(sound instanceof Sound.Echo)) return;
        out.clear();
        sender.write(out, agreed.payloadType());
        out.put(in.duplicate().position(packet.start()).limit(packet.start() + packet.length()));
        sender.advance(packet.length());
        send(out.flip(), to);
    }

    /** The first to speak is the peer, until it has been silent for a while. */
    private boolean isPeer(InetSocketAddress from) {
        long now = System.nanoTime();
        if (!from.equals(heardFrom)) {
            if (heardFrom != null && now - heardAt < SILENT_NANOS) return false;
            heardFrom = from;
            sequence = new Sequence();
        }
        heardAt = now;
        return true;
    }
}
