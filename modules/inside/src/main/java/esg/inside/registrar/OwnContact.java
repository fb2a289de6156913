package esg.inside.registrar;

import esg.domain.pattern.Hosts;
import esg.sip.message.Address;
import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipUri;
import esg.sip.transport.Listener;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A phone that says it is where we listen. Its calls would come to us from ourselves, whom we trust, in whatever domain and under
 * whatever number it has written into its Contact.
 */
final class OwnContact {
    private OwnContact() {}

    /** Whether a Contact or Path of a REGISTER leads to the inside of this machine, at the port it came to. */
    static boolean in(SipRequest register, Listener listener) {
        return Stream.of(Headers.CONTACT, Headers.PATH)
                .flatMap(field -> values(register, field).stream())
                .map(value -> Address.parse(value).uri())
                .anyMatch(uri -> uri != null && leadsTo(listener, uri));
    }

    private static List<String> values(SipRequest register, String field) {
        return register.values(field).stream()
                .filter(value -> !value.equals("*"))
                .toList();
    }

    private static boolean leadsTo(Listener listener, SipUri uri) {
        int port = uri.port() < 0 ? 5060 : uri.port();
        return port == listener.bound().getPort() && (isHere(uri.host()) || isHere(uri.param("maddr")));
    }

    private static boolean isHere(@Nullable String host) {
        if (host == null) return false;
        var address = Hosts.literal(host);
        return address != null
                && (address.isLoopbackAddress() || address.isAnyLocalAddress() || isOfThisMachine(address));
    }

    private static boolean isOfThisMachine(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false; // the interfaces cannot be asked; then it is somebody else's as far as we know
        }
    }
}
