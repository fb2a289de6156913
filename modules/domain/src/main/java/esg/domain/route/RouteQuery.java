package esg.domain.route;

/**
 * A call that looks for its way.
 *
 * @param providercode "" for a subscriber's
 * @param emergency somebody calls for help: see {@link Emergency}
 */
public record RouteQuery(Origin origin, String providercode, String from, String to, boolean emergency) {
    public RouteQuery(Origin origin, String providercode, String from, String to) {
        this(origin, providercode, from, to, false);
    }
}
