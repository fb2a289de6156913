package esg.sip.hep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** A datagram for each copy. Whether anybody takes them cannot be known. */
final class UdpCarrier implements Carrier {
    private static final int LONGEST = 65_507; // 65,535 less the heads of IPv4 and UDP

    private final CollectorAddress address;
    private final DatagramChannel socket;

    /** @throws IOException when there are no sockets left */
    UdpCarrier(CollectorAddress address) throws IOException {
        this.address = address;
        this.socket = DatagramChannel.open(); // not connected: a collector that is away would answer by ICMP
    }

    @Override
    public int longest() {
        return LONGEST;
    }

    @Override
    public void send(byte[] copy) throws IOException {
        var to = address.now();
        try {
            socket.send(ByteBuffer.wrap(copy), to);
        } catch (IOException noWay) {
            address.failed(to);
            throw noWay;
        }
    }

    @Override
    public void close() {
        address.close();
        try {
            socket.close();
        } catch (IOException _) {
            // nobody sends any more
        }
    }
}
