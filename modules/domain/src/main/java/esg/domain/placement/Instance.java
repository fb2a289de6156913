package esg.domain.placement;

/**
 * A live node in role esg.
 *
 * @param node {@code name@address}
 * @param priority lowest number first
 * @param unbound false: serves only accounts that name its roleid
 */
public record Instance(int roleid, String node, int priority, boolean unbound) {}
