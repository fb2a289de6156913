package esg.trunk.registration;

import esg.sip.digest.Challenges;
import esg.sip.locate.Hop;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transport.Flow;
import esg.trunk.registration.RegisterSender.Outcome;
import esg.trunk.registration.RegisterSender.Way;
import esg.trunk.trace.Traces;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Tells what becomes of a registration: changes in the node's log, every step in the traces (LOG-05). Belongs to one {@link Registration}. */
final class RegistrationTrace {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    private static final Duration EARLY = Duration.ofSeconds(1); // timers are not exact

    private final Traces traces;
    private final InstantSource clock;
    private Instant sent = Instant.EPOCH;
    private String why = "";
    private int status;

    RegistrationTrace(RegistrationServices services) {
        this.traces = services.traces();
        this.clock = services.clock();
    }

    /** @param kept whether the dialogue of an earlier registration goes on (REG-06) */
    void begins(Memory memory, boolean kept) {
        var registrant = memory.registrant();
        var line = memory.line();
        tell(
                Level.INFO,
                kept ? "registration goes on" : "registration begins",
                memory,
                "aor",
                registrant.aor(),
                "registrar",
                registrant.nextHopHost() + ":" + registrant.proxyport(),
                "bound",
                line.granted() == 0 ? null : line.contact(),
                "until",
                line.granted() == 0 ? null : line.boundUntil());
    }

    void changes(Memory memory, Registrant wanted) {
        LOG.info(
                "registration changes account={} callid={}",
                wanted.id(),
                memory.line().callId());
        tell(Level.INFO, "registration changes", memory, "expires", wanted.expires());
    }

    /** @param wait until its turn comes */
    void attempts(Memory memory, Registration.@Nullable Goal goal, Duration wait) {
        tell(Level.INFO, "register attempt", memory, "cause", cause(memory, goal), "wait", wait.toMillis() + "ms");
    }

    private String cause(Memory memory, Registration.@Nullable Goal goal) {
        if (goal != null) return "unregister";
        var next = memory.status().nextAttempt();
        var early = next != null && clock.instant().plus(EARLY).isBefore(next) ? ", before its time" : "";
        if (memory.failures() > 0) return "retry after " + memory.failures() + " failed" + early;
        return (memory.line().granted() > 0 ? "refresh" : "first") + early;
    }

    /** Where it will go, and for which reason there. */
    void chooses(Memory memory, List<Way> ways, int chosen) {
        var registrant = memory.registrant();
        var named = (registrant.proxyaddr().isEmpty() ? "domain " : "proxyaddr ") + registrant.nextHopHost();
        var among = ways.size() == 1
                ? ""
                : ", way " + (chosen + 1) + " of " + ways.size() + " after " + memory.failures() + " failed";
        var by = registrant.listener().isEmpty() ? "" : ", listener " + registrant.listener();
        why = named + among + by;
        if (!traces.tells(Level.DEBUG)) return;
        for (var way : ways) {
            tell(Level.DEBUG, "registrar found", memory, "at", hops(way.hops()), "seen-as", way.sentBy());
        }
    }

    /** An answer that can be acted upon is followed by another request at once. */
    void repeats() {
        why = switch (status) {
            case 401, 407 -> "it asked for credentials";
            case 423 -> "it wants a longer time";
            default -> "it may take one contact a request";
        };
    }

    void sends(Memory memory, Attempt attempt, SipRequest register) {
        sent = clock.instant();
        var sessions = attempt.digest().sessions();
        var realms = sessions.stream()
                .map(one -> one.challenge().realm() + " nc=" + one.nc())
                .collect(Collectors.joining(", "));
        tell(
                Level.INFO,
                "register sent",
                memory,
                "to",
                hops(attempt.way().hops()),
                "why",
                why,
                "expires",
                attempt.asked(memory),
                "contact",
                attempt.contact(memory),
                "credentials",
                realms.isEmpty() ? "none" : realms);
        traces.message(memory.registrant().id(), "register as it is", register);
    }

    void answered(Memory memory, Outcome.Answer answer) {
        var response = answer.response();
        status = response.status();
        var asked = status == 401 || status == 407 ? challenges(response) : null;
        tell(
                Level.INFO,
                asked == null ? "register answered" : "register challenged",
                memory,
                "status",
                RegistrarAnswer.status(response),
                "from",
                peer(answer.flow()),
                "in",
                Duration.between(sent, clock.instant()).toMillis() + "ms",
                "challenge",
                asked);
        traces.message(memory.registrant().id(), "answer as it is", response);
    }

    private static String challenges(SipResponse response) {
        return Challenges.of(response).stream()
                .map(one ->
                        one.algorithm() + " realm " + one.realm() + " qop " + one.qop() + (one.stale() ? " stale" : ""))
                .collect(Collectors.joining(", "));
    }

    /** @param before the answer: a refresh is no news for the node's log */
    void accepted(Memory before, Memory now, Duration refresh) {
        var line = now.line();
        if (before.status().state() != RegState.REGISTERED || before.status().failure() != null) {
            LOG.info(
                    "registered account={} granted={} callid={}",
                    now.registrant().id(),
                    line.granted(),
                    line.callId());
        }
        var routes = now.status().serviceRoute();
        tell(
                Level.INFO,
                "registered",
                now,
                "granted",
                line.granted() + "s",
                "refresh",
                refresh.toSeconds() + "s",
                "contact",
                line.contact(),
                "at",
                peer(now.status().flow()),
                "service-route",
                routes.isEmpty() ? null : String.join(", ", routes));
    }

    /** @param pause until the next attempt */
    void failed(Memory memory, RegistrarAnswer.Refused refused, Duration pause) {
        LOG.warn(
                "registration failed account={} class={} reason=\"{}\" next={}s callid={}",
                memory.registrant().id(),
                refused.failure(),
                refused.reason(),
                pause.toSeconds(),
                memory.line().callId());
        boolean bound = memory.line().boundUntil().isAfter(clock.instant());
        tell(
                Level.WARN,
                "registration failed",
                memory,
                "class",
                refused.failure(),
                "reason",
                refused.reason(),
                "failed",
                memory.failures(),
                "next",
                pause.toMillis() + "ms",
                "retry-after",
                refused.retryAfter(),
                "bound-until",
                bound ? memory.line().boundUntil() : null);
    }

    void lapsed(Memory memory) {
        tell(Level.WARN, "binding has run out", memory, "granted", memory.line().granted() + "s");
    }

    void removed(Memory memory, String answer) {
        LOG.info(
                "unregistered account={} answer=\"{}\" callid={}",
                memory.registrant().id(),
                answer,
                memory.line().callId());
        tell(Level.INFO, "unregistered", memory, "answer", answer);
    }

    private void tell(Level level, String event, Memory memory, @Nullable Object... pairs) {
        if (!traces.tells(level)) return;
        var line = memory.line();
        var all = new @Nullable Object[pairs.length + 4];
        all[0] = "callid";
        all[1] = line.callId().isEmpty() ? null : line.callId();
        all[2] = "cseq";
        all[3] = line.cseq() == 0 ? null : line.cseq();
        System.arraycopy(pairs, 0, all, 4, pairs.length);
        traces.tell(level, memory.registrant().id(), event, all);
    }

    private static String hops(List<Hop> hops) {
        return hops.stream().map(RegistrationTrace::text).collect(Collectors.joining(", "));
    }

    private static String text(Hop hop) {
        var end = Traces.end(hop.transport(), hop.address());
        return hop.name().isEmpty() ? end : end + " as " + hop.name();
    }

    private static @Nullable String peer(@Nullable Flow flow) {
        return flow == null ? null : Traces.end(flow.listener().transport(), flow.remote());
    }
}
