package esg.trunk.call;

import esg.domain.Rejection;
import esg.domain.account.Account;
import esg.domain.normalize.CallNumbers;
import esg.sip.locate.HopQuery;
import esg.sip.transport.Flow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a call from a provider goes next; the inside implements it (design §2: calls run both ways, imports do not). */
public interface SecondLeg {
    /** Decides for one incoming call, after normalization. Called on an I/O loop, so it must not block. */
    Plan plan(IncomingCall call);

    /**
     * Decides where somebody is called whom a party inside has named (REF-02: by the inside's numbers).
     *
     * @param account of the call that is transferred; null for a call that stays inside
     * @param numbers who is called, and in whose name
     */
    Plan referred(String d, @Nullable Account account, CallNumbers numbers);

    /** The router's word: targets to try in this order, or a refusal. */
    sealed interface Plan {
        /** Never empty. */
        record Targets(List<Target> targets) implements Plan {}

        /**
         * No target.
         *
         * @param code final answer to the caller, which a rule may have chosen
         * @param text what the Reason header says
         */
        record Refused(Rejection rejection, int code, String text) implements Plan {
            public static Refused of(Rejection rejection) {
                return new Refused(rejection, rejection.status(), rejection.text());
            }
        }
    }

    /**
     * One place to send the call to.
     *
     * @param requestUri Request-URI of the second leg
     * @param toUser user of its To; null = as normalized
     * @param next where the request is sent, to be located by RFC 3263
     * @param failovercodes final answers after which the next target is tried; it is always tried when this one cannot be reached
     * @param headers more header fields of this target's INVITE
     * @param reach how, where that is more than an address
     * @param route name of the rule that leads here; "" for none
     */
    record Target(
            String requestUri,
            @Nullable String toUser,
            HopQuery next,
            List<Integer> failovercodes,
            Map<String, String> headers,
            Reach reach,
            String route) {
        public Target(
                String requestUri,
                @Nullable String toUser,
                HopQuery next,
                List<Integer> failovercodes,
                Map<String, String> headers) {
            this(requestUri, toUser, next, failovercodes, headers, Reach.PLAIN, "");
        }

        /** The same, by this rule. */
        public Target by(String name) {
            return new Target(requestUri, toUser, next, failovercodes, headers, reach, name);
        }
    }

    /**
     * The way to somebody who has registered.
     *
     * @param toDomain host of To; null = as normalized
     * @param routes Route values, in order
     * @param flow by which the peer is reached, and by no other unless it is a connection that is gone; null = {@code next} is located
     * @param together whether it rings together with the target before
     */
    record Reach(
            @Nullable String toDomain,
            List<String> routes,
            @Nullable Flow flow,
            boolean together) {
        static final Reach PLAIN = new Reach(null, List.of(), null, false);

        public Reach {
            routes = List.copyOf(routes);
        }
    }
}
