package esg.sip.hep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** A datagram for each copy. Whether anybody takes them cannot be known. */
final class UdpCarrier implements Carrier {
    private static final int LONGEST = 65_507; // 65,535 less the heads of IPv4 and UDP

    private final Whither whither;
    private final DatagramChannel socket;

    /** @throws IOException when there are no sockets left */
    UdpCarrier(Whither whither) throws IOException {
        this.whither = whither;
        this.socket = DatagramChannel.open(); // not connected: a collector that is away would answer by ICMP
    }

    @Override
    public int longest() {
        return LONGEST;
    }

    @Override
    public void send(byte[] copy) throws IOException {
        socket.send(ByteBuffer.wrap(copy), whither.now());
    }

    @Override
    public void close() {
        whither.close();
        try {
            socket.close();
        } catch (IOException _) {
            // nobody sends any more
        }
    }
}
