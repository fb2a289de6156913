package esg.sip.packetlog;

import esg.domain.account.Transport;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;

/** The packet log in files {@code trn_YYYY-MM-DD_HH_NNNNN.log}. */
public final class FilePacketLog implements PacketLog, AutoCloseable {
    private static final String KIND = "trn";
    private static final byte[] NOTHING = new byte[0];

    private final LogFiles files;
    private final InstantSource clock;

    private FilePacketLog(LogFiles files, InstantSource clock) {
        this.files = files;
        this.clock = clock;
    }

    /** See {@link LogFiles#open}. */
    public static FilePacketLog open(Path dir, PacketLogSettings settings) {
        return new FilePacketLog(LogFiles.open(dir, KIND, settings), InstantSource.system());
    }

    /** A log whose writer has not begun, so that a test sees the queue fill. */
    static FilePacketLog paused(Path dir, PacketLogSettings settings, Clock clock) {
        return new FilePacketLog(LogFiles.paused(dir, KIND, settings, clock), clock);
    }

    void resume() {
        files.resume();
    }

    /** Packets that were not written since the start: the queue was full or the disk failed. */
    public long dropped() {
        return files.dropped();
    }

    @Override
    public void sent(LocalEnd here, InetSocketAddress remote, boolean ok, byte[] packet, int worker) {
        var what = ok ? PacketLine.What.SENT : PacketLine.What.NOT_SENT;
        offer(what, here.transport(), remote, new PacketLine.Body(packet, worker));
    }

    @Override
    public void received(LocalEnd here, InetSocketAddress remote, byte[] packet, int worker) {
        offer(PacketLine.What.RECEIVED, here.transport(), remote, new PacketLine.Body(packet, worker));
    }

    @Override
    public void banned(Transport transport, InetSocketAddress remote, int worker) {
        offer(PacketLine.What.BANNED, transport, remote, new PacketLine.Body(NOTHING, worker));
    }

    private void offer(PacketLine.What what, Transport transport, InetSocketAddress remote, PacketLine.Body body) {
        files.offer(new PacketLine(clock.instant(), what, transport, remote, body));
    }

    @Override
    public void close() {
        files.close();
    }
}
