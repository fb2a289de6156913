package esg.trunk.call;

/**
 * Keeps what another node needs to carry on the calls of this one, should it die. Told on the I/O loop of each call, so it must not
 * block.
 */
public interface StandBy {
    /** A call has begun and is being set up. */
    void ringing(RingingCall call);

    /** A call was answered, or has changed since. */
    void keep(CallState call);

    /** A call is over. Also told of calls that were never kept. */
    void forget(String id);
}
