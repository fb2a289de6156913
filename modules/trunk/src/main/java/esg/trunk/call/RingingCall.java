package esg.trunk.call;

import esg.cluster.wire.Wire;
import esg.domain.account.Transport;
import esg.sip.transport.Side;

/**
 * A call that is not answered yet: enough to tell its caller, should its node die, that it will not be.
 *
 * @param side where the caller is
 * @param host address its INVITE came from, with {@code port}
 * @param invite as received
 */
public record RingingCall(
        String id, String account, Side side, Transport transport, String host, int port, byte[] invite)
        implements KeptCall, Wire {}
