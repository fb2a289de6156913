package esg.cluster.placement;

import com.typesafe.config.Config;
import org.apache.pekko.cluster.ConfigValidation;
import org.apache.pekko.cluster.JoinConfigCompatChecker;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Refuses a node that would sort accounts into other groups than the cluster it joins, for each side would run them all, or that would
 * wait for another time before it takes an account over, or that would serve without the lease that others wait for.
 */
public final class SameSettings extends JoinConfigCompatChecker {
    private static final Seq<String> KEYS = CollectionConverters.asScala(java.util.List.of(
                    "esg.cluster.buckets", "esg.cluster.fence", "esg.cluster.fence-margin", "esg.cluster.lease"))
            .toSeq();

    @Override
    public Seq<String> requiredKeys() {
        return KEYS;
    }

    @Override
    public ConfigValidation check(Config joining, Config ours) {
        return fullMatch(KEYS, joining, ours);
    }
}
