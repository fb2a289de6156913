package esg.e2e;

import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace that programs are started in.
 *
 * @param name "" for the one of this process
 * @param address by which this process reaches it; "" when it does not
 */
record Namespace(String name, String address) {
    static final Namespace HERE = new Namespace("", "127.0.0.1");

    /** The command, run there; the process is the command's own, so a signal reaches it. */
    List<String> running(List<String> command) {
        if (name.isEmpty()) return command;
        var all = new ArrayList<>(List.of("ip", "netns", "exec", name));
        all.addAll(command);
        return all;
    }
}
