package esg.cluster.kubernetes;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The lease that a node must hold for each shard of accounts before it starts any of them.
 *
 * @param timeout after which another node takes the lease of one that does not renew it
 */
public record ShardLeaseSettings(ServiceAccount account, Duration timeout) {
    private static final String TIMEOUT = "esg.cluster.kubernetes.lease-timeout";
    private static final Duration LEAST = Duration.ofSeconds(15);

    /** How often it is renewed. The other node waits for four of these without renewal, Pekko takes two off the timeout. */
    private static final int RENEWALS = 6;

    /**
     * Reads {@code esg.cluster.kubernetes}.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static ShardLeaseSettings from(Config config) {
        var timeout = config.getDuration(TIMEOUT);
        if (timeout.compareTo(LEAST) < 0) {
            var why = "must be at least " + LEAST.toSeconds() + " s, not " + timeout.toMillis() + " ms";
            throw new ConfigException.BadValue(config.getValue(TIMEOUT).origin(), TIMEOUT, why);
        }
        return new ShardLeaseSettings(ServiceAccount.from(config), timeout);
    }

    /** What Pekko is told. */
    public Map<String, Object> pekko() {
        var values = new HashMap<String, Object>();
        var lease = "pekko.coordination.lease.kubernetes.";
        values.put("pekko.cluster.sharding.use-lease", "pekko.coordination.lease.kubernetes");
        values.put(lease + "lease-class", ShardLease.class.getName());
        values.put(lease + "heartbeat-timeout", timeout);
        values.put(lease + "heartbeat-interval", timeout.dividedBy(RENEWALS));
        if (!account.namespace().isEmpty()) values.put(lease + "namespace", account.namespace());
        values.put(lease + "namespace-path", account.namespaceFile().toString());
        values.put(lease + "api-token-path", account.token().toString());
        values.put(lease + "api-ca-path", account.certificate().toString());
        return values;
    }
}
