package esg.sip.locate;

import esg.domain.account.Transport;
import java.net.InetSocketAddress;

/** Where a request can be sent: a resolved address and how to reach it. */
public record Hop(Transport transport, InetSocketAddress address) {}
