package esg.cluster.lifeline;

import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** A node's lifeline port as member role, {@code esg-lifeline.17356}: roles travel with membership, so it is known as soon as the member is. */
public final class LifelinePort {
    private static final Pattern ROLE = Pattern.compile("esg-lifeline\\.(\\d{1,5})");

    private LifelinePort() {}

    public static String role(int port) {
        return "esg-lifeline." + port;
    }

    /** Empty for a member without a lifeline. */
    public static OptionalInt parse(Set<String> roles) {
        return roles.stream()
                .map(ROLE::matcher)
                .filter(java.util.regex.Matcher::matches)
                .mapToInt(role -> Integer.parseInt(role.group(1)))
                .findAny();
    }
}
