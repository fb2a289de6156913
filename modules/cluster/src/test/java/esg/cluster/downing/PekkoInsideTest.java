package esg.cluster.downing;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.sbr.DowningStrategy;
import org.apache.pekko.cluster.sbr.KeepMajority;
import org.apache.pekko.cluster.sbr.SplitBrainResolverBase;
import org.apache.pekko.event.EventStream;
import org.apache.pekko.remote.DeadlineFailureDetector;
import org.apache.pekko.remote.FailureDetectorWithAddress;
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.concurrent.duration.FiniteDuration;

/**
 * Fails when Pekko changes under us. Then compare its split-brain resolver, failure detector registry and event publisher with what docs/adr/0006
 * relies on before raising the version here.
 */
class PekkoInsideTest {
    @Test
    void versionIsTheOneThatWasRead() {
        assertThat(org.apache.pekko.Version.current()).isEqualTo("1.2.1");
        assertThat(ConfigFactory.defaultReference().getString("pekko.version")).isEqualTo("1.2.1");
    }

    @Test
    void resolverLetsItsClockAndItsDeedsBeReplaced() throws NoSuchMethodException {
        Constructor<?> made = SplitBrainResolverBase.class.getConstructor(FiniteDuration.class, DowningStrategy.class);
        assertThat(made).isNotNull();
        assertThat(overridable("tickInterval").getReturnType()).isEqualTo(FiniteDuration.class);
        assertThat(overridable("selfUniqueAddress").getReturnType()).isEqualTo(UniqueAddress.class);
        assertThat(overridable("selfDc").getReturnType()).isEqualTo(String.class);
        assertThat(overridable("down", UniqueAddress.class, DowningStrategy.Decision.class))
                .isNotNull();
        assertThat(overridable("actOnDecision", DowningStrategy.Decision.class).getReturnType())
                .isEqualTo(scala.collection.immutable.Set.class);
        assertThat(overridable(
                        "observeDecision",
                        DowningStrategy.Decision.class,
                        scala.collection.immutable.Set.class,
                        scala.collection.immutable.Set.class))
                .isNotNull();
        assertThat(DowningStrategy.Decision.class.getMethod("isIndirectlyConnected"))
                .isNotNull();
    }

    @Test
    void coordinatorTellsItselfThisObject() throws ReflectiveOperationException {
        var told = Class.forName("org.apache.pekko.cluster.sharding.ShardCoordinator$Internal$StateInitialized$");
        assertThat(told.getField("MODULE$").get(null)).hasToString("StateInitialized");
    }

    @Test
    void coordinatorIsToldOfRegionsByTheseMessages() throws ReflectiveOperationException {
        var inside = "org.apache.pekko.cluster.sharding.ShardCoordinator$Internal$";
        for (var message : List.of("Register", "RegionStopped")) {
            assertThat(Class.forName(inside + message).getConstructor(ActorRef.class))
                    .as(message)
                    .isNotNull();
        }
        assertThat(Class.forName(inside + "GetShardHome").getConstructor(String.class))
                .isNotNull();
    }

    private static Method overridable(String name, Class<?>... parameters) throws NoSuchMethodException {
        var method = SplitBrainResolverBase.class.getMethod(name, parameters);
        assertThat(Modifier.isFinal(method.getModifiers())).as(name).isFalse();
        return method;
    }

    @Test
    void keepMajorityIsMadeTheSameWay() throws NoSuchMethodException {
        assertThat(KeepMajority.class.getConstructor(String.class, Option.class, UniqueAddress.class))
                .isNotNull();
    }

    @Test
    void detectorIsMadeOfSettingsAndToldItsAddress() throws NoSuchMethodException {
        assertThat(DeadlineFailureDetector.class.getConstructor(Config.class, EventStream.class))
                .isNotNull();
        assertThat(Modifier.isFinal(
                        DeadlineFailureDetector.class.getMethod("isAvailable").getModifiers()))
                .isFalse();
        assertThat(FailureDetectorWithAddress.class.getMethod("setAddress", String.class))
                .isNotNull();
    }
}
