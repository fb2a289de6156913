package esg.domain.border;

import esg.domain.account.Transport;
import java.net.InetSocketAddress;

/** What rules ask of a request; "" for what it does not have. */
public record BorderFacts(
        InetSocketAddress source,
        Transport transport,
        String method,
        String fromUser,
        String fromHost,
        String toUser,
        String toHost,
        String userAgent) {}
