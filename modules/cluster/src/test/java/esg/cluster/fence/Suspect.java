package esg.cluster.fence;

import java.util.Set;
import org.apache.pekko.actor.typed.ActorSystem;

/** A member that was given up without proof, for tests of those who have to wait. */
public record Suspect(StartGate gate, long uid) {
    private static final String SURVIVOR = "pekko://esg@127.0.0.1:1";

    /** Closes the node's gate until {@link #promisesHaveRunOut}. */
    public static Suspect on(ActorSystem<?> system) {
        var suspect = new Suspect(StartGate.get(system), 7);
        suspect.gate.close(suspect.uid, Set.of(SURVIVOR));
        return suspect;
    }

    public void promisesHaveRunOut() {
        gate.told(uid, SURVIVOR, 0);
        gate.tick();
    }
}
