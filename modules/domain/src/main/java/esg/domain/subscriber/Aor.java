package esg.domain.subscriber;

/** Address of record of a subscriber (RFC 3261 §10): its user in its domain. */
public record Aor(String d, String user) {
    @Override
    public String toString() {
        return user + "@" + d;
    }
}
