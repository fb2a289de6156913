package esg.domain.match;

import esg.domain.pattern.Hosts;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What one step looks for.
 *
 * @param user without escapes
 * @param host canonical
 * @param ours the host is an address of this server and so fits every account (INC-06)
 */
record Search(String user, String host, @Nullable InetAddress literal, boolean ours, InetAddress source) {
    /** Null when the INVITE has no such host: no Contact, or not a SIP URI. */
    static @Nullable Search of(Step step, InviteFacts canonical, ServerAddresses server, InetAddress source) {
        var host = step.host(canonical);
        if (host.isEmpty()) return null;
        var literal = Hosts.literal(host);
        return new Search(step.user(canonical), host, literal, server.contains(host, literal), source);
    }
}
