package esg.trunk.call;

/** What another node holds of a call, to act for it when its node dies. */
public sealed interface KeptCall permits CallState, RingingCall {
    /** As monitors show the call. */
    String id();

    /** {@code d/code}. */
    String account();
}
