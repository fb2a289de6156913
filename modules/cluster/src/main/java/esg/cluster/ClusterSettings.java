package esg.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import esg.cluster.kubernetes.KubernetesSettings;
import esg.cluster.kubernetes.ServiceAccount;
import esg.cluster.kubernetes.ShardLeaseSettings;
import esg.cluster.lifeline.LifelineSettings;
import esg.cluster.management.ManagementSettings;
import esg.domain.placement.Instance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How this node takes part in the cluster (design §4, BND-01..05).
 *
 * @param node {@code name@address}
 * @param host where other nodes reach this one
 * @param port 0 takes a free one, which only suits a cluster of one
 * @param seedNodes {@code host:port} of nodes to join; empty: this node forms its own cluster
 * @param roles enabled ones of esg, sg, b2b and bgmg
 * @param instance what placement knows of this node; empty when it is not in role esg
 * @param buckets placement groups for each list of serveridxs, the same on all nodes
 * @param sweepInterval how often to look for accounts that do not run and should
 * @param restartDelay pause before an account that ended is started again
 * @param lifelinePort 0 takes a free one; empty: the one after {@code port}
 * @param kubernetes how other nodes are found there; empty: by {@code seedNodes}
 * @param lease what each shard needs besides; empty: nothing
 * @param management where it listens; empty: nowhere
 */
public record ClusterSettings(
        String node,
        String host,
        int port,
        List<String> seedNodes,
        Set<String> roles,
        Optional<Instance> instance,
        int buckets,
        Duration sweepInterval,
        Duration restartDelay,
        OptionalInt lifelinePort,
        LifelineSettings lifeline,
        Optional<KubernetesSettings> kubernetes,
        Optional<ShardLeaseSettings> lease,
        Optional<ManagementSettings> management) {
    /** Role of nodes that serve accounts. */
    public static final String ESG = "esg";

    private static final String DISCOVERY = "esg.cluster.discovery";
    private static final String LEASE = "esg.cluster.lease";

    /** All roles a node may have. */
    static final List<String> ROLES = List.of(ESG, "sg", "b2b", "bgmg");

    public ClusterSettings {
        seedNodes = List.copyOf(seedNodes);
        roles = Set.copyOf(roles);
    }

    /**
     * Reads {@code esg.node}, {@code esg.cluster} and {@code esg.roles}.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static ClusterSettings from(Config config) {
        var node = filled(config, "esg.node.name") + "@" + filled(config, "esg.node.address");
        var roles = ROLES.stream()
                .filter(role -> config.getBoolean("esg.roles." + role + ".enabled"))
                .collect(Collectors.toUnmodifiableSet());
        return new ClusterSettings(
                node,
                filled(config, "esg.cluster.host"),
                number(config, "esg.cluster.port", 0, 65_535),
                seedNodes(config),
                roles,
                roles.contains(ESG) ? Optional.of(instance(config, node)) : Optional.empty(),
                number(config, "esg.cluster.buckets", 1, 1_000),
                positive(config, "esg.cluster.sweep-interval"),
                positive(config, "esg.cluster.restart-delay"),
                lifelinePort(config),
                LifelineSettings.from(config),
                kubernetes(config, DISCOVERY, "seeds")
                        ? Optional.of(KubernetesSettings.from(config))
                        : Optional.empty(),
                kubernetes(config, LEASE, "none") ? Optional.of(ShardLeaseSettings.from(config)) : Optional.empty(),
                management(config));
    }

    /** What must be there for {@link #kubernetes} and {@link #lease}. */
    public Optional<ServiceAccount> serviceAccount() {
        return kubernetes.map(KubernetesSettings::account).or(() -> lease.map(ShardLeaseSettings::account));
    }

    private static boolean kubernetes(Config config, String key, String other) {
        var choice = config.getString(key);
        if (choice.equals("kubernetes")) return true;
        if (choice.equals(other)) return false;
        throw wrong(config, key, "must be " + other + " or kubernetes, not \"" + choice + "\"");
    }

    private static Optional<ManagementSettings> management(Config config) {
        boolean bootstrap = kubernetes(config, DISCOVERY, "seeds");
        if (!bootstrap && !config.getBoolean("esg.cluster.management")) return Optional.empty();
        return Optional.of(ManagementSettings.from(config, bootstrap));
    }

    private static Instance instance(Config config, String node) {
        return new Instance(
                number(config, "esg.roles.esg.roleid", 1, Integer.MAX_VALUE),
                node,
                number(config, "esg.roles.esg.priority", 0, Integer.MAX_VALUE),
                config.getBoolean("esg.roles.esg.unbound"));
    }

    private static OptionalInt lifelinePort(Config config) {
        var key = "esg.cluster.lifeline-port";
        if (!config.getString(key).equals("next")) return OptionalInt.of(number(config, key, 0, 65_535));
        if (config.getInt("esg.cluster.port") == 65_535) throw wrong(config, key, "there is no port after 65535");
        return OptionalInt.empty();
    }

    private static List<String> seedNodes(Config config) {
        var key = "esg.cluster.seed-nodes";
        var seeds = config.getStringList(key);
        for (var seed : seeds) {
            if (!seed.matches("[^\\s/@]+:\\d{1,5}"))
                throw wrong(config, key, "must be host:port, not \"" + seed + "\"");
        }
        if (!seeds.isEmpty() && config.getInt("esg.cluster.port") == 0) {
            throw wrong(config, "esg.cluster.port", "must not be 0 with seed-nodes: other nodes have to know it");
        }
        return seeds;
    }

    private static String filled(Config config, String key) {
        var text = config.getString(key);
        if (text.isBlank() || text.chars().anyMatch(Character::isWhitespace)) {
            throw wrong(config, key, "must not be empty or hold spaces");
        }
        return text;
    }

    private static int number(Config config, String key, int least, int most) {
        int number = config.getInt(key);
        if (number < least || number > most) {
            throw wrong(config, key, "must be " + least + " to " + most + ", not " + number);
        }
        return number;
    }

    private static Duration positive(Config config, String key) {
        var duration = config.getDuration(key);
        if (duration.toMillis() <= 0) throw wrong(config, key, "must be at least 1 ms");
        return duration;
    }

    private static ConfigException wrong(Config config, String key, String why) {
        return new ConfigException.BadValue(config.getValue(key).origin(), key, why);
    }
}
