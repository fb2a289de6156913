package esg.trunk.call;

import esg.trunk.leg.Leg;
import esg.trunk.leg.LegPath;
import esg.trunk.leg.LegState;
import esg.trunk.leg.LegSender;
import esg.sip.alg.Alg;
import esg.sip.digest.Credentials;
import esg.sip.locate.Hop;
import esg.sip.message.Address;
import esg.sip.transport.Side;
import esg.trunk.call.Dialogs.Party;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Puts the legs of another node's call onto our own sockets. */
final class Adoption {
    private Adoption() {}

    /** Fails when a leg's peer cannot be reached from here. */
    static CompletableFuture<Map<Party, Leg>> legs(
            CallServices services, CallState call, @Nullable Credentials credentials) {
        var caller = leg(services, state(call, Party.CALLER), credentials);
        var callee = leg(services, state(call, Party.CALLEE), credentials);
        return caller.thenCombine(callee, (one, other) -> Map.of(Party.CALLER, one, Party.CALLEE, other));
    }

    private static LegState state(CallState call, Party party) {
        var state = call.legs().get(party);
        if (state == null)
            throw new IllegalArgumentException("call " + call.id() + " without a leg of its " + party.word());
        return state;
    }

    private static CompletableFuture<Leg> leg(
            CallServices services, LegState state, @Nullable Credentials credentials) {
        var ours = state.side() == Side.OUTSIDE ? credentials : null; // they are for the provider alone
        var anywhere = new LegPath(
                state.side(), state.listener(), null, Alg.NONE, state.peer(), null, null); // only to read it
        var nextHop = Leg.goingOn(state, anywhere, state.contact(), null).nextHop();
        return services.locator()
                .locate(nextHop)
                .toCompletableFuture()
                .thenApply(hops -> reaching(services, state, hops, ours));
    }

    private static Leg reaching(
            CallServices services, LegState state, List<Hop> hops, @Nullable Credentials credentials) {
        for (var hop : hops) {
            // Our listeners need not be called like those of the other node.
            var listener = isOurs(services, state) ? state.listener() : "";
            var flow = services.edge().transport().flow(state.side(), hop, listener);
            if (flow == null) continue;
            // A connection of the other node is gone: the first request makes a new one.
            var path = new LegPath(state.side(), listener, null, flow.listener().alg(), state.peer(), null, null);
            var contact = SecondInvite.contact(Address.parse(state.contact()).user(), flow);
            var leg = Leg.goingOn(state, path, contact, credentials);
            leg.whereabouts()
                    .located(hops.stream()
                            .map(one -> LegSender.proving(path, one))
                            .toList());
            return leg;
        }
        throw new CompletionException(new IllegalStateException("no listener reaches " + hops));
    }

    private static boolean isOurs(CallServices services, LegState state) {
        return services.edge().transport().listeners().stream()
                .anyMatch(one -> one.side() == state.side() && one.name().equals(state.listener()));
    }
}
