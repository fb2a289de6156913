package esg.domain.ban;

/** What a sender is to us. */
public enum Standing {
    /** The gateway's own and those it trusts: nothing they send is held against them. */
    EXEMPT,
    /** An address of an account, or one that has proven itself: it never vanishes, the operator hears of it instead. */
    KNOWN,
    /** Everybody else. */
    STRANGER
}
