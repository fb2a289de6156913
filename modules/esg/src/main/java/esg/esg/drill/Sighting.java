package esg.esg.drill;

/**
 * A packet of a node as the registrar saw it.
 *
 * @param at when it was read; milliseconds of the wall clock, which all processes of this machine share
 * @param after it was sent after this, see {@link Ticks}; likewise
 * @param account its number
 * @param node roleid of the node whose socket it came from
 * @param register whether it was a REGISTER
 */
record Sighting(long at, long after, int account, int node, boolean register) {}
