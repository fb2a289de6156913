package esg.cluster.lifeline;

/** What is known of a peer's process. */
public enum Verdict {
    /** It answers, or has not been met yet. */
    ALIVE,
    /** It was met and does not answer: hung, or cut off. Suspicion only. */
    SILENT,
    /** This process has ended, for certain. */
    DEAD
}
