package esg.trunk.account;

/** Live calls of an account, which are its trunks in use (design §5), by the way they came in. */
public record Trunks(int incoming, int outgoing) {
    public static final Trunks NONE = new Trunks(0, 0);

    public int all() {
        return incoming + outgoing;
    }

    public Trunks plus(Trunks other) {
        return new Trunks(incoming + other.incoming, outgoing + other.outgoing);
    }
}
