package esg.trunk.leg;

import esg.domain.account.Transport;
import esg.domain.pattern.Hosts;
import esg.sip.message.SipRequest;
import esg.sip.transport.Flow;
import esg.sip.transport.Side;

/** Whether a NAT stands between us and a peer inside, so that the addresses it calls itself by lead nowhere (RFC 3581 §1). */
public final class Translated {
    private Translated() {}

    /** Its Via names another address than the one it came from. A name may be any machine's: that is believed, and so are connections. */
    public static boolean is(SipRequest request, Flow flow) {
        var listener = flow.listener();
        if (listener.side() != Side.INSIDE || listener.transport() != Transport.UDP) return false;
        var via = request.topVia();
        var called = Hosts.literal(via.host());
        if (called == null) return false;
        int port = via.port() < 0 ? 5060 : via.port();
        return !called.equals(flow.remote().getAddress())
                || (via.rportAsked() && port != flow.remote().getPort());
    }
}
