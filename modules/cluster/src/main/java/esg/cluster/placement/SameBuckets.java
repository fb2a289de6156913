package esg.cluster.placement;

import com.typesafe.config.Config;
import org.apache.pekko.cluster.ConfigValidation;
import org.apache.pekko.cluster.JoinConfigCompatChecker;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Refuses a node that would sort accounts into other groups than the cluster it joins: each side would run them all. */
public final class SameBuckets extends JoinConfigCompatChecker {
    private static final Seq<String> KEYS = CollectionConverters.asScala(java.util.List.of("esg.cluster.buckets"))
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
