package esg.esg.why;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names a refused INVITE on all nodes: {@code 7@esg1@127.0.0.1}.
 *
 * @param number on its node, since that has started
 */
record RefusedId(long number, String node) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})(?:@(.+))?");

    /** Empty for what cannot be one. A number alone is one of the node that is asked. */
    static Optional<RefusedId> of(String text, String here) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) return Optional.empty();
        var node = parts.group(2);
        return Optional.of(new RefusedId(Long.parseLong(parts.group(1)), node == null ? here : node));
    }

    String text() {
        return number + "@" + node;
    }
}
