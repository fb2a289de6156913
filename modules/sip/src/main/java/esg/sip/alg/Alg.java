package esg.sip.alg;

import esg.domain.pattern.Hosts;
import esg.sip.message.Outline;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pairs of an instance and the swap they make (ALG-02): gray to white in what goes out, white to gray in what comes in, whole addresses
 * only. Nothing else of a packet changes but its Content-Length where the body has another length (ALG-04). Any thread.
 */
public final class Alg {
    /** For an instance without pairs. */
    public static final Alg NONE = new Alg(List.of());

    private final List<AlgPair> pairs;
    private final Swap out;
    private final Swap in;

    private Alg(List<AlgPair> pairs) {
        this.pairs = List.copyOf(pairs);
        out = Swap.of(this.pairs, AlgPair::gray, AlgPair::white);
        in = Swap.of(this.pairs, AlgPair::white, AlgPair::gray);
    }

    /**
     * For these pairs.
     *
     * @throws IllegalArgumentException when an address stands in two places or a pair is of two families: the settings refuse that
     */
    public static Alg of(List<AlgPair> pairs) {
        if (pairs.isEmpty()) return NONE;
        long distinct = pairs.stream()
                .flatMap(pair -> Stream.of(pair.gray(), pair.white()))
                .distinct()
                .count();
        if (distinct < 2L * pairs.size()) throw new IllegalArgumentException("an address in two places: " + pairs);
        for (var pair : pairs) {
            if (pair.gray().getClass() != pair.white().getClass())
                throw new IllegalArgumentException("two families: " + pair);
        }
        return new Alg(pairs);
    }

    /** In the order of the settings. */
    public List<AlgPair> pairs() {
        return pairs;
    }

    public boolean isEmpty() {
        return pairs.isEmpty();
    }

    /** Addresses that stand for this instance in what has come in (INC-11). */
    public Set<InetAddress> grays() {
        return pairs.stream().map(AlgPair::gray).collect(Collectors.toUnmodifiableSet());
    }

    /** A packet of ours as it goes to the wire; the same array when there is nothing to swap. */
    public byte[] outgoing(byte[] packet) {
        return out.packet(packet);
    }

    /** A packet from the wire as it means us; the same array when there is nothing to swap. */
    public byte[] incoming(byte[] packet) {
        return in.packet(packet);
    }

    /** In how many places of a packet from the wire each pair's white address stands; for whoever wants to know. */
    public Map<AlgPair, Integer> incomingPlaces(byte[] packet) {
        var places = new LinkedHashMap<AlgPair, Integer>();
        for (var pair : pairs) {
            places.put(
                    pair, Swap.of(List.of(pair), AlgPair::white, AlgPair::gray).places(packet));
        }
        return places;
    }

    /** In how many places of a packet of ours an address is swapped. */
    public int outgoingPlaces(byte[] packet) {
        return out.places(packet);
    }

    /** Part of a message of ours as it goes to the wire. */
    public String outgoing(String text) {
        return out.text(text);
    }

    /** The body of a message of ours as it goes to the wire; for hashes over it. */
    public byte[] outgoingBody(byte[] packet) {
        var swapped = outgoing(packet);
        var outline = Outline.of(swapped);
        return Arrays.copyOfRange(swapped, outline.bodyStart(), outline.bodyEnd());
    }

    @Override
    public String toString() {
        return pairs.stream()
                .map(pair -> Hosts.text(pair.gray()) + " = " + Hosts.text(pair.white()))
                .collect(Collectors.joining(", "));
    }
}
