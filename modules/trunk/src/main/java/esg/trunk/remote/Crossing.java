package esg.trunk.remote;

import esg.cluster.wire.Wire;
import esg.domain.account.AccountId;
import esg.domain.normalize.CallNumbers;
import java.util.List;
import java.util.Objects;
import org.apache.pekko.actor.typed.ActorRef;

/** All that crosses nodes for calls. {@code number} is the ingress node's for one transaction, {@code ingress} its exchange. */
sealed interface Crossing extends Exchange.Command, Wire {
    // From the ingress to the carrier.

    /** A request to be carried by a call. */
    sealed interface Carry extends Crossing {
        ActorRef<Exchange.Command> ingress();

        long number();

        Arrival arrival();
    }

    /** An INVITE from a provider, for the first of these accounts that is served there and may be called from that source. */
    record CarryIn(ActorRef<Exchange.Command> ingress, long number, Arrival arrival, List<AccountId> candidates)
            implements Carry {}

    /**
     * An INVITE from the inside, to leave by this account.
     *
     * @param tries how many accounts were tried for this call before
     * @param route name of the rule that leads there; "" from older nodes, which do not tell
     */
    record CarryOut(
            ActorRef<Exchange.Command> ingress,
            long number,
            Arrival arrival,
            AccountId account,
            CallNumbers numbers,
            int tries,
            String route)
            implements Carry {
        public CarryOut {
            route = Objects.requireNonNullElse(route, "");
        }
    }

    /** A request inside a dialog. */
    record CarryOn(ActorRef<Exchange.Command> ingress, long number, Arrival arrival) implements Carry {}

    /** The ACK of a 2xx, which is no transaction, and the numeric address it came from; "" from older nodes, which do not tell. */
    record Ack(byte[] packet, String source) implements Crossing {
        public Ack {
            source = Objects.requireNonNullElse(source, "");
        }
    }

    /** The caller took its INVITE back; its CANCEL is answered. */
    record Cancel(ActorRef<Exchange.Command> ingress, long number, byte[] packet) implements Crossing {}

    /** The peer never acknowledged the refusal. */
    record NotAcknowledged(ActorRef<Exchange.Command> ingress, long number) implements Crossing {}

    /** An answer could not be sent. */
    record NotSent(ActorRef<Exchange.Command> ingress, long number, String why) implements Crossing {}

    /** The ingress has answered by itself: it was given up here. */
    record Dropped(ActorRef<Exchange.Command> ingress, long number) implements Crossing {}

    // From the carrier to the ingress.

    /** A call has it: from now on only that call, or the carrier's end, ends it. */
    record Taken(long number) implements Crossing {}

    /** No call came of it, and nothing was or will be answered. */
    record NotTaken(long number, Refused why) implements Crossing {}

    /** To be sent by the socket the request came in on; a 2xx to an INVITE perhaps several times. */
    record Answer(long number, byte[] packet) implements Crossing {}
}
