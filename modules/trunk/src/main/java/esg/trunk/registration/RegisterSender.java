package esg.trunk.registration;

import esg.sip.alg.Alg;
import esg.sip.locate.Hop;
import esg.sip.locate.Locator;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ClientTransaction;
import esg.sip.transaction.ClientUser;
import esg.sip.transaction.SendOptions;
import esg.sip.transaction.SipEdge;
import esg.sip.transport.Flow;
import esg.sip.transport.Side;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Carries REGISTERs to where the registrar is, and back what became of them. */
final class RegisterSender {
    /** What became of a request. */
    sealed interface Outcome {
        record Answer(SipResponse response, @Nullable Flow flow) implements Outcome {}

        record NoAnswer(String why) implements Outcome {}
    }

    /**
     * Hops that see us at the same address, so that one request fits them all.
     *
     * @param sentBy that address, for the Contact
     * @param alg swaps addresses on the way
     */
    record Way(String sentBy, Alg alg, List<Hop> hops) {
        private Way and(Way other) {
            return new Way(
                    sentBy,
                    alg,
                    Stream.concat(hops.stream(), other.hops.stream()).toList());
        }

        /** To the one that answered: its nonce means nothing to the others. */
        Way only(@Nullable Flow flow) {
            if (flow == null) return this;
            return new Way(sentBy, alg, List.of(new Hop(flow.listener().transport(), flow.remote(), flow.name())));
        }
    }

    private final SipEdge edge;
    private final Locator locator;

    RegisterSender(SipEdge edge, Locator locator) {
        this.edge = edge;
        this.locator = locator;
    }

    /** A new Call-ID; which loop it is bound to follows from the account, so that they spread evenly. */
    String newCallId(Registrant registrant) {
        var transport = edge.transport();
        return edge.newCallId(transport.loop(Math.floorMod(registrant.id().hashCode(), transport.loops())));
    }

    /** Ways to the next hop, the preferred first; none when no listener reaches it. Fails when the name cannot be resolved. */
    CompletionStage<List<Way>> ways(Registrant registrant) {
        return locator.locate(registrant.nextHop()).thenApply(hops -> {
            var ways = new LinkedHashMap<String, Way>();
            for (var hop : hops) {
                var flow = edge.transport().flow(Side.OUTSIDE, hop, registrant.listener());
                if (flow == null) continue;
                var sentBy = flow.listener().sentBy(hop.address().getAddress());
                ways.merge(sentBy, new Way(sentBy, flow.listener().alg(), List.of(hop)), Way::and);
            }
            return List.copyOf(ways.values());
        });
    }

    /** Why there is no way, in words for the operator. */
    String noWay(Registrant registrant) {
        var lacking = edge.transport().lacking(Side.OUTSIDE, registrant.transport(), registrant.listener());
        return lacking == null ? "no listener reaches the registrar" : lacking;
    }

    void send(SipRequest register, List<Hop> hops, String listener, Consumer<Outcome> told) {
        edge.send(register, hops, new SendOptions(Side.OUTSIDE, listener, null), new ClientUser() {
            @Override
            public void onResponse(SipResponse response, ClientTransaction transaction) {
                if (response.isFinal()) told.accept(new Outcome.Answer(response, transaction.flow()));
            }

            @Override
            public void onTimeout(ClientTransaction transaction) {
                told.accept(new Outcome.NoAnswer("no answer"));
            }

            @Override
            public void onTransportError(ClientTransaction transaction, String why) {
                told.accept(new Outcome.NoAnswer("not sent: " + why));
            }
        });
    }
}
