package esg.esg.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The packets of a call as a ladder of three posts: the caller's, the node's, and one for all whom the node calls. Where a packet passes
 * between the node and another address than the one before, the address stands beside it.
 */
final class Lanes {
    private static final int NARROWEST = 16;
    private static final int WIDEST = 44;
    private static final int ARROW = 6; // "-- " and " ->"
    private static final String INDENT = " ".repeat(11);

    /**
     * One packet of the node.
     *
     * @param caller whether it is of the caller's leg
     * @param text a request's method and URI, a response's status line and what it answers
     * @param beside what else there is to say of it; "" for nothing
     */
    record Packet(long millis, boolean sent, boolean caller, String peer, String text, String beside) {}

    private final List<Packet> packets;
    private final int left;
    private final int right;
    private String callerAt = "";
    private String calledAt = "";

    private Lanes(List<Packet> packets) {
        this.packets = packets;
        this.left = width(packets, true);
        this.right = width(packets, false);
    }

    /** Lines of text, of which the first names the posts. */
    static List<String> draw(String node, List<Packet> packets) {
        return new Lanes(packets).draw(node);
    }

    private static int width(List<Packet> packets, boolean caller) {
        int longest = packets.stream()
                .filter(packet -> packet.caller() == caller)
                .mapToInt(packet -> packet.text().length())
                .max()
                .orElse(0);
        return Math.clamp(longest + ARROW, NARROWEST, WIDEST);
    }

    private List<String> draw(String node) {
        var lines = new ArrayList<String>();
        lines.add(INDENT + padded("caller", left + 1) + padded(node, right + 1) + "called");
        for (var packet : packets) lines.add(line(packet));
        return lines;
    }

    private String line(Packet packet) {
        // A packet that is sent goes away from the post in the middle.
        var lanes = packet.caller()
                ? "|" + arrow(packet, left, !packet.sent()) + "|" + " ".repeat(right) + "|"
                : "|" + " ".repeat(left) + "|" + arrow(packet, right, packet.sent()) + "|";
        var beside = new StringBuilder();
        var at = packet.caller() ? callerAt : calledAt;
        if (!at.equals(packet.peer())) beside.append("  ").append(packet.peer());
        if (packet.caller()) callerAt = packet.peer();
        else calledAt = packet.peer();
        if (!packet.beside().isEmpty()) beside.append("  ").append(packet.beside());
        return String.format(Locale.ROOT, "%6d ms  ", packet.millis()) + lanes + beside;
    }

    private static String arrow(Packet packet, int width, boolean toTheRight) {
        int room = width - ARROW;
        var text = packet.text().length() > room ? packet.text().substring(0, room - 3) + "..." : packet.text();
        var shaft = "-".repeat(room - text.length());
        return toTheRight ? "-- " + text + " " + shaft + "->" : "<- " + text + " " + shaft + "--";
    }

    private static String padded(String text, int width) {
        var cut = text.length() < width ? text : text.substring(0, width - 1);
        return cut + " ".repeat(width - cut.length());
    }
}
