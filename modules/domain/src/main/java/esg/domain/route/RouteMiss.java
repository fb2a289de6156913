package esg.domain.route;

/** What of a rule does not fit a call; without the values, so that looking for rules makes no objects. */
public enum RouteMiss {
    DISABLED,
    ORIGIN,
    PROVIDERCODE,
    FROM,
    TO;

    /** For people. */
    public String text(Route route, RouteQuery query) {
        return switch (this) {
            case DISABLED -> "is disabled";
            case ORIGIN -> "is for calls of origin " + route.origin().token();
            case PROVIDERCODE -> "is for accounts " + route.providercode();
            case FROM -> "from " + query.from() + " is not " + route.from();
            case TO -> "to " + query.to() + " is not " + route.to();
        };
    }
}
