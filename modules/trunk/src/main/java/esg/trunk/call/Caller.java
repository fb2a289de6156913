package esg.trunk.call;

import esg.trunk.leg.Refusal;

/** Who answers the caller when no second leg was had: the call itself, or a router with more rules to try. */
@FunctionalInterface
public interface Caller {
    void refused(Refusal refusal);
}
