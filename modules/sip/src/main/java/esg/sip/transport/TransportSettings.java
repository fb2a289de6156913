package esg.sip.transport;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.List;

/**
 * Settings {@code esg.sip} and {@code esg.tls} of sockets and their threads; units and reasons stand in {@code reference.conf}.
 *
 * @param workers I/O threads, at least 1
 * @param buffers bytes asked of the kernel for each UDP socket, each way
 * @param batch datagrams taken with one system call
 */
public record TransportSettings(int workers, int buffers, int batch, boolean epoll, Tcp tcp, Tls tls) {
    /**
     * Bounds of TCP connections.
     *
     * @param idle a connection silent this long is closed
     * @param connect how long to wait for the peer to accept
     * @param maxMessage bytes of header and body together
     * @param maxConnections over all listeners, both directions
     * @param maxUnsent bytes a peer may leave unread before sends to it fail
     */
    public record Tcp(Duration idle, Duration connect, int maxMessage, int maxConnections, int maxUnsent) {}

    /**
     * Bounds of TLS handshakes.
     *
     * @param handshake a connection that is not through with it by then is closed
     * @param maxHandshakes of connections peers have opened, under way at once
     * @param reload how often files of certificates are looked at
     */
    public record Tls(Duration handshake, int maxHandshakes, Duration reload) {}

    /** Reads the settings; a {@link ConfigException} names the key that is missing or wrong. */
    public static TransportSettings from(Config config) {
        var sip = config.getConfig("esg.sip");
        var workers = sip.getInt("workers");
        return new TransportSettings(
                workers == 0 ? Math.max(1, Runtime.getRuntime().availableProcessors()) : workers,
                bytes(sip, "buffers"),
                positive(sip, "udp-batch"),
                sip.getBoolean("epoll"),
                new Tcp(
                        sip.getDuration("tcp.idle"),
                        sip.getDuration("tcp.connect-timeout"),
                        bytes(sip, "tcp.max-message"),
                        positive(sip, "tcp.max-connections"),
                        bytes(sip, "tcp.max-unsent")),
                tls(config.getConfig("esg.tls")));
    }

    private static Tls tls(Config tls) {
        for (var key : List.of("handshake-timeout", "reload")) {
            if (tls.getDuration(key).toMillis() < 1)
                throw new ConfigException.BadValue(
                        tls.getValue(key).origin(), "esg.tls." + key, "must be at least 1 ms");
        }
        if (tls.getInt("max-handshakes") < 1)
            throw new ConfigException.BadValue(
                    tls.getValue("max-handshakes").origin(), "esg.tls.max-handshakes", "must be at least 1");
        return new Tls(tls.getDuration("handshake-timeout"), tls.getInt("max-handshakes"), tls.getDuration("reload"));
    }

    private static int bytes(Config sip, String key) {
        var value = sip.getBytes(key);
        if (value < 1 || value > Integer.MAX_VALUE) throw bad(sip, key, "must be between 1 byte and 2 GiB");
        return Math.toIntExact(value);
    }

    private static int positive(Config sip, String key) {
        var value = sip.getInt(key);
        if (value < 1) throw bad(sip, key, "must be at least 1");
        return value;
    }

    private static ConfigException bad(Config sip, String key, String why) {
        return new ConfigException.BadValue(sip.getValue(key).origin(), "esg.sip." + key, why);
    }
}
