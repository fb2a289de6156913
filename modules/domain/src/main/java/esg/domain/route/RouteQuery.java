package esg.domain.route;

/** A call that looks for its way: {@code providercode} is "" for a subscriber's. */
public record RouteQuery(Origin origin, String providercode, String from, String to) {}
