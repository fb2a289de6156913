package esg.domain.match;

import java.net.InetAddress;

/** Which half of what a step looks for an account has. */
public record Nearness(boolean user, boolean host) {
    private static final InetAddress NOBODY = InetAddress.ofLiteral("0.0.0.0");

    /**
     * Of a step and an account.
     *
     * @param canonical see {@link InviteFacts#canonical}
     */
    public static Nearness of(Served served, Step step, InviteFacts canonical, ServerAddresses server) {
        var search = Search.of(step, canonical, server, NOBODY);
        var entry = Entry.of(served, 0);
        return new Nearness(entry.hasUser(step.user(canonical)), search != null && entry.hasHost(search));
    }
}
