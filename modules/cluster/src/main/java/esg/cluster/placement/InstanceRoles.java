package esg.cluster.placement;

import esg.domain.placement.Instance;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An instance written as member roles, {@code esg-instance.1.0.on} (roleid, priority, unbound) and {@code esg-node.esg1@127.0.0.1}:
 * roles travel with membership itself, so a member is never known without them.
 */
public final class InstanceRoles {
    private static final Pattern INSTANCE = Pattern.compile("esg-instance\\.(\\d{1,10})\\.(\\d{1,10})\\.(on|off)");
    private static final String NODE = "esg-node.";

    private InstanceRoles() {}

    public static Set<String> of(Instance instance) {
        return Set.of(
                "esg-instance." + instance.roleid() + "." + instance.priority() + "."
                        + (instance.unbound() ? "on" : "off"),
                named(instance.node()));
    }

    /** The role by which others know a node's name, an instance or not. */
    public static String named(String node) {
        return NODE + node;
    }

    /** The name of a member. */
    public static Optional<String> node(Set<String> roles) {
        return roles.stream()
                .filter(role -> role.startsWith(NODE))
                .map(role -> role.substring(NODE.length()))
                .findAny();
    }

    /** Empty for a member that is no instance. */
    public static Optional<Instance> parse(Set<String> roles) {
        var node = node(roles);
        if (node.isEmpty()) return Optional.empty();
        for (var role : roles) {
            var parts = INSTANCE.matcher(role);
            if (parts.matches()) {
                return Optional.of(new Instance(
                        Integer.parseInt(parts.group(1)),
                        node.get(),
                        Integer.parseInt(parts.group(2)),
                        parts.group(3).equals("on")));
            }
        }
        return Optional.empty();
    }
}
