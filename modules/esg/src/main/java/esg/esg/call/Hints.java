package esg.esg.call;

import esg.domain.Rejection;
import esg.esg.call.Outcome.Ending;
import esg.media.tone.ToneDetector.Kind;
import java.util.Map;

/** What to look at next. */
final class Hints {
    private static final Map<Rejection, String> BY_REJECTION = Map.ofEntries(
            Map.entry(
                    Rejection.PEER_NOT_TRUSTED,
                    "the node does not trust this machine: add its address to esg.roles.sg.trusted"),
            Map.entry(
                    Rejection.UNKNOWN_DOMAIN,
                    "the node has no such domain, or more than one: name one with -d (GET /rest/v1/master/domains)"),
            Map.entry(
                    Rejection.NO_ROUTE,
                    "no enabled rule of the domain with origin subscriber or any fits these numbers"
                            + " (GET /rest/v1/uc/routes)"),
            Map.entry(Rejection.ROUTE_REJECTED, "a rule with action reject fits (GET /rest/v1/uc/routes)"),
            Map.entry(Rejection.UNKNOWN_ACCOUNT, "no such account: compare its code with GET /rest/v1/uc/providers"),
            Map.entry(
                    Rejection.ACCOUNT_INACTIVE,
                    "the account is disabled, or not registered: see regstate and failure in"
                            + " GET /api/monitor/v1/esg/active?regs=true"),
            Map.entry(
                    Rejection.TRUNK_LIMIT,
                    "all trunks of the account are in use: see its field trunks and GET /api/monitor/v1/calls"),
            Map.entry(Rejection.CPS_LIMIT, "calls come faster than the account's cpslimit lets them"),
            Map.entry(
                    Rejection.PROVIDER_UNREACHABLE,
                    "the provider's name has no address, or nothing answers there: see domain, proxyaddr and proxyport"
                            + " of the account"),
            Map.entry(Rejection.BAD_CREDENTIALS_AT_PROVIDER, "the provider refuses username and pwd of the account"),
            Map.entry(
                    Rejection.MEDIA_LIMIT,
                    "too many test calls, or no port of esg.roles.bgmg: see esg.media.tone.calls-limit"),
            Map.entry(Rejection.SHUTTING_DOWN, "the node is being stopped, or starts: try again"));

    private Hints() {}

    /** In a sentence; "" when there is nothing to be done. */
    static String of(Outcome outcome, String node) {
        return switch (outcome.ending()) {
            case Ending.Silence(var why) ->
                "nothing answers at " + node + (why.isEmpty() ? "" : " (" + why + ")")
                        + ": the ready line of the node names its inside ports;"
                        + " -c FILE takes its settings, --node HOST:PORT its address";
            case Ending.GivenUp() -> "nobody picked up; GET /api/monitor/v1/calls shows where the call went";
            case Ending.Refused refused -> refused(refused);
            case Ending.Ended _ -> audio(outcome);
        };
    }

    private static String refused(Ending.Refused refused) {
        for (var rejection : Rejection.values()) {
            var hint = BY_REJECTION.get(rejection);
            if (hint != null && refused.reason().contains(rejection.text())) return hint;
        }
        if (refused.status() == 401 || refused.status() == 407) {
            return "the node asks for a password, which this command has none: call from a trusted address"
                    + " (esg.roles.sg.trusted)";
        }
        return refused.reason().contains("EB2B.")
                ? "the node refused by itself; its log says more"
                : "the called end refused, not the node; the packets are in the node's log directory, sip/trn_*.log";
    }

    private static String audio(Outcome outcome) {
        if (outcome.audio().received() == 0) {
            return "no audio came: is the other end's media address reachable from here (esg.roles.bgmg.address for"
                    + " test calls), and are its UDP ports open?";
        }
        return outcome.heard().kind() == Kind.SILENCE ? "audio came, but silence or too short to say" : "";
    }
}
