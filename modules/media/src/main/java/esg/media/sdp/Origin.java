package esg.media.sdp;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Who speaks in the descriptions one end is told: the same for as long as the session lasts, but for its version (RFC 3264 §8). */
final class Origin {
    private final InetAddress address;
    private final long id;
    private long version;
    private String said = "";

    /**
     * Nothing has been said yet.
     *
     * @param id of the session, unique for us (RFC 8866 §5.2)
     */
    Origin(InetAddress address, long id) {
        this.address = address;
        this.id = id;
    }

    /**
     * The o= line, without its end.
     *
     * @param rest all of the description but that line; the version counts its changes
     */
    String line(String rest) {
        if (!rest.equals(said)) version++;
        said = rest;
        return "o=- " + id + " " + version + " " + at(address);
    }

    /** As c= and o= give an address. */
    static String at(InetAddress address) {
        var text = address.getHostAddress();
        int zone = text.indexOf('%');
        return (address instanceof Inet6Address ? "IN IP6 " : "IN IP4 ") + (zone < 0 ? text : text.substring(0, zone));
    }
}
