package esg.media.relay;

import java.net.InetAddress;
import java.util.List;

/**
 * How one end is spoken to.
 *
 * @param address where it is told to send: that of the listener its signalling leaves by (MED-05), before any SIP-ALG swaps it
 * @param codecs encoding names such as {@code PCMA}, {@code telephone-event}, in the order it is offered them; others are taken out.
 *     Empty leaves all as they are
 * @param ptime milliseconds of a packet that it is asked for; 0 leaves that as it is
 * @param srtp whether it speaks SRTP with keys in the session description (RFC 4568), which not every engine can
 */
public record Rules(InetAddress address, List<String> codecs, int ptime, boolean srtp) {
    public Rules {
        codecs = List.copyOf(codecs);
    }

    /** Nothing but the address. */
    public static Rules at(InetAddress address) {
        return new Rules(address, List.of(), 0, false);
    }
}
