package esg.trunk.call;

import esg.domain.account.Account;
import esg.trunk.leg.Body;
import esg.sip.alg.Alg;
import esg.sip.locate.Hop;
import esg.sip.message.SipRequest;
import esg.sip.transaction.OwnVia;
import esg.trunk.call.SecondLeg.Plan;
import esg.trunk.call.SecondLeg.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The second legs of a call that does not exist: what would be tried, in the order it would, written by the code that writes calls. Nothing
 * is sent, counted or kept.
 *
 * @param planned numbers and routes
 * @param leaving one for each target
 */
public record Preview(Planned planned, List<Leaving> leaving) {
    /** Header fields whose values are made for each call: here is only what they look like. */
    public static final List<String> FRESH = List.of("Via branch", "From tag", "Call-ID", "CSeq");

    public Preview {
        leaving = List.copyOf(leaving);
    }

    /**
     * One INVITE that would leave.
     *
     * @param target its Request-URI
     * @param hop where it would be sent; null when that is nowhere
     * @param alg swaps addresses on the way
     * @param problem why; "" when there is none
     */
    public record Leaving(
            String target, @Nullable Hop hop, @Nullable SipRequest invite, Alg alg, String problem) {
        static Leaving nowhere(String target, @Nullable Hop hop, String problem) {
            return new Leaving(target, hop, null, Alg.NONE, problem);
        }

        /** As it goes to the wire (ALG-03); nothing where there is no INVITE. */
        public byte[] packet() {
            return invite == null ? new byte[0] : alg.outgoing(invite.bytes());
        }

        /** In how many places the wire says another address than we wrote. */
        public int swapped() {
            return invite == null ? 0 : alg.outgoingPlaces(invite.bytes());
        }
    }

    /** Completes when all targets were located; never fails for one that cannot be. */
    static CompletionStage<Preview> of(CallServices services, Account account, SipRequest invite) {
        var planned = Planned.of(services, account, invite);
        if (!(planned.plan() instanceof Plan.Targets(List<Target> targets))) {
            return CompletableFuture.completedFuture(new Preview(planned, List.of()));
        }
        CompletionStage<List<Leaving>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (var target : targets) {
            var attempt = Attempts.inside(
                    target, planned.normalized().numbers(), planned.normalized().headers());
            all = all.thenCombine(leaving(services, attempt, invite), (before, one) -> {
                before.add(one);
                return before;
            });
        }
        return all.thenApply(leaving -> new Preview(planned, leaving));
    }

    private static CompletionStage<Leaving> leaving(CallServices services, Attempt attempt, SipRequest invite) {
        return services.locator()
                .locate(attempt.way().next())
                .thenApply(hops -> to(services, attempt, invite, hops.getFirst()))
                .exceptionally(failure -> Leaving.nowhere(attempt.requestUri(), null, reason(failure)));
    }

    private static Leaving to(CallServices services, Attempt attempt, SipRequest invite, Hop hop) {
        var flow = SecondInvite.flow(services, attempt.way(), hop);
        if (flow == null) {
            var transport = hop.transport().token();
            return Leaving.nowhere(attempt.requestUri(), hop, "no inside listener for " + transport + " reaches it");
        }
        var loop = services.edge().loopOf(invite.callId());
        var fresh = SecondInvite.Fresh.of(services.edge(), loop);
        var timer = services.settings().sessionTimer(attempt.spoken());
        var second = SecondInvite.write(fresh, invite, attempt, flow, new SecondInvite.Spoken(timer, Body.RECEIVED));
        var leaves = OwnVia.on(second.request(), flow);
        return new Leaving(attempt.requestUri(), hop, leaves, flow.listener().alg(), "");
    }

    private static String reason(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) cause = cause.getCause();
        return String.valueOf(cause.getMessage());
    }
}
