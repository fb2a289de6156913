package esg.esg.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a node lives.
 *
 * @param address it is known by; its cluster port and its REST are bound to it
 * @param listen address its SIP listeners are bound to
 * @param namespace network namespace it runs in; "" for that of this process
 */
public record NodeHome(String address, String listen, String namespace) {
    static final String LOOPBACK = "127.0.0.1";

    /** Beside all others on the loopback interface. */
    public static NodeHome loopback(String listen) {
        return new NodeHome(LOOPBACK, listen, "");
    }

    boolean isHere() {
        return namespace.isEmpty();
    }

    /** The command, run there; the process is the command's own, so a signal reaches it. */
    List<String> inside(List<String> command) {
        if (isHere()) return command;
        var all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        all.addAll(command);
        return List.copyOf(all);
    }
}
