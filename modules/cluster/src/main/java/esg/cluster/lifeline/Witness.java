package esg.cluster.lifeline;

/** Who is told what the lifeline hears; always on its thread, so it must not block. Peers are named by the uid of their incarnation. */
public interface Witness {
    /** A peer pings us. What is answered is binding. */
    Reply pinged(long uid);

    /** The peer granted our ping that we sent at this {@link System#nanoTime}. */
    void granted(long uid, long sentNanos);

    /** The peer says that the cluster has given us up. */
    void givenUp(long byUid);

    /** The peer's process has ended. Told once. */
    void dead(long uid);

    /** The lifeline has failed for good: from now on others take this process for one that has ended. Told before they can. */
    void failed();

    /** A round of pings has been sent. */
    void tick();
}
