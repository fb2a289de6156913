package esg.e2e;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;

/** Ports nobody uses. */
final class Ports {
    private Ports() {}

    /** Free for TCP and UDP on every address at this moment. */
    static int free() throws IOException {
        IOException last = new IOException("no free port");
        for (int tries = 0; tries < 20; tries++) {
            try (var tcp = new ServerSocket(0);
                    var udp = new DatagramSocket(tcp.getLocalPort())) {
                return udp.getLocalPort();
            } catch (IOException taken) {
                last = taken;
            }
        }
        throw last;
    }
}
