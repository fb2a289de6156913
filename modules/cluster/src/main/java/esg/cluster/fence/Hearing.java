package esg.cluster.fence;

import esg.cluster.lifeline.Reply;
import esg.cluster.lifeline.Witness;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What the lifeline hears goes to fence and gate at once, on its own thread, and to the actor where the cluster must act. */
final class Hearing implements Witness {
    private final Fence fence;
    private final Promises promises;
    private final StartGate gate;
    private volatile @Nullable ActorRef<WatchActor.Command> actor;
    private boolean ended;

    Hearing(Fence fence, Promises promises, StartGate gate) {
        this.fence = fence;
        this.promises = promises;
        this.gate = gate;
    }

    void tell(ActorRef<WatchActor.Command> newActor) {
        actor = newActor;
    }

    @Override
    public Reply pinged(long uid) {
        return promises.pinged(uid);
    }

    @Override
    public void granted(long uid, long sentNanos) {
        fence.granted(uid, sentNanos);
    }

    @Override
    public void givenUp(long byUid) {
        end("given up by uid " + byUid);
    }

    @Override
    public void dead(long uid) {
        promises.died();
        boolean counts = fence.dead(uid);
        gate.proven(uid);
        var told = actor;
        if (told != null) told.tell(new WatchActor.Died(uid, counts));
    }

    @Override
    public void failed() {
        end("the lifeline has failed");
    }

    @Override
    public void tick() {
        fence.tick();
        gate.tick();
        if (fence.isStranded()) end("those left are no majority of the last agreed membership");
    }

    private void end(String why) {
        fence.latch(why);
        var told = actor;
        if (told == null || ended) return;
        ended = true;
        told.tell(new WatchActor.GivenUp(why));
    }
}
