package esg.trunk.ping;

import esg.sip.transport.Flow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the requests of an account travel.
 *
 * @param flow the one it is registered on; null when there is none
 * @param serviceRoute Route values toward the provider, in order (RFC 3608)
 */
public record PingPath(@Nullable Flow flow, List<String> serviceRoute) {
    public static final PingPath OPEN = new PingPath(null, List.of());

    public PingPath {
        serviceRoute = List.copyOf(serviceRoute);
    }
}
