package esg.esg.call;

import com.typesafe.config.Config;
import esg.esg.explain.NodeQuestions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which call.
 *
 * @param d domain it speaks of; "" for none, then the only one the node has
 * @param node where its inside listens by UDP
 * @param talk how long to talk before hanging up
 * @param ring how long it may ring before it is given up
 * @param headers more for the INVITE
 * @param rest of the node, to be asked for the other leg
 * @param config of timers and sockets
 */
public record CallOptions(
        String from,
        String to,
        String d,
        InetSocketAddress node,
        Duration talk,
        Duration ring,
        List<Header> headers,
        boolean json,
        Rest rest,
        Config config) {
    /**
     * Who is asked.
     *
     * @param node null when nobody can be
     * @param why not
     */
    public record Rest(@Nullable NodeQuestions node, String why) {}

    /** A header field. */
    public record Header(String name, String value) {}

    public CallOptions {
        headers = List.copyOf(headers);
    }
}
