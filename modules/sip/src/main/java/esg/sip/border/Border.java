package esg.sip.border;

import esg.domain.account.Transport;
import esg.domain.border.BorderFacts;
import esg.domain.border.BorderFilter;
import esg.domain.border.BorderFilter.Decision;
import esg.domain.border.BorderRule;
import esg.sip.ban.BanSettings;
import esg.sip.ban.Bans;
import esg.sip.message.Headers;
import esg.sip.message.SipMessage;
import esg.sip.message.SipRequest;
import esg.sip.packetlog.PacketLog;
import esg.sip.transport.Flow;
import esg.sip.transport.Listener;
import esg.sip.transport.PacketFilter;
import esg.sip.transport.Side;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * The filter of the outside listeners: sees what comes in before it is copied, requests once more after they were parsed. The inside ones
 * are never filtered by rules, so that none cuts a node off from its platform; bans speak for both sides. Any thread.
 */
public final class Border implements PacketFilter {
    /** A filter, and for each of its rules how often it decided. */
    private record Rules(BorderFilter filter, Map<String, LongAdder> decided) {
        static Rules of(BorderFilter filter, Map<String, LongAdder> before) {
            var counters = new HashMap<String, LongAdder>();
            for (var rule : filter.rules()) {
                counters.put(rule.id(), Objects.requireNonNullElseGet(before.get(rule.id()), LongAdder::new));
            }
            return new Rules(filter, Map.copyOf(counters));
        }

        void count(Decision decision) {
            var rule = decision.rule();
            if (rule != null) Objects.requireNonNull(decided.get(rule.id())).increment();
        }
    }

    private final PacketLog packets;
    private final Bans bans;
    private final Strangers strangers;
    private final IntSupplier second;
    private final BannedLines lines = new BannedLines();
    private volatile Rules rules = Rules.of(BorderFilter.OPEN, Map.of());
    private volatile Predicate<SipRequest> ofCalls = _ -> false;

    /** Lets everybody in until it is given rules, which should be before there is a socket, and bans nobody. */
    public Border(PacketLog packets) {
        this(packets, new Bans(BanSettings.OFF));
    }

    /** The same with bans. */
    public Border(PacketLog packets, Bans bans) {
        this(packets, bans, () -> (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime()));
    }

    Border(PacketLog packets, Bans bans, IntSupplier second) {
        this.packets = packets;
        this.bans = bans;
        this.strangers = new Strangers(bans);
        this.second = second;
    }

    /** Who is dropped for what they did. */
    public Bans bans() {
        return bans;
    }

    /** What becomes of those no account names. */
    public Strangers strangers() {
        return strangers;
    }

    /** Whether a rule names this sender and lets it in. */
    public boolean names(InetAddress source) {
        var rule = rules.filter.decide(source).rule();
        return rule != null
                && rule.action() == BorderRule.Action.ALLOW
                && rule.match().namesSenders();
    }

    /** Filters by these from now on; rules that stay keep their counts. */
    public synchronized void use(BorderFilter filter) {
        rules = Rules.of(filter, rules.decided);
    }

    /** Tells requests of calls that stand: those pass whatever they say, as long as their sender's address does. */
    public void spare(Predicate<SipRequest> requestsOfCalls) {
        ofCalls = requestsOfCalls;
    }

    /** Packets each rule has decided here since the start, by rule id. */
    public Map<String, Long> counts() {
        var counts = new HashMap<String, Long>();
        rules.decided.forEach((id, counter) -> counts.put(id, counter.sum()));
        return counts;
    }

    /** What only a look into the packet can decide, and what is to be answered, is let through to {@link #judge}. */
    @Override
    public boolean admits(Listener listener, InetSocketAddress source, int worker) {
        if (bans.drops(source.getAddress())) {
            ban(listener.transport(), source, worker);
            return false;
        }
        if (listener.side() != Side.OUTSIDE) return true;
        var now = rules;
        var decision = now.filter.decide(source.getAddress());
        if (!decision.certain() || decision.isDenied() && !decision.isDropped()) return true;
        now.count(decision);
        if (!decision.isDenied()) return true;
        ban(listener.transport(), source, worker);
        return false;
    }

    /** Of what {@link #admits} let in. A request may be malformed, as long as its From and To are there. */
    public Verdict judge(SipMessage message, Flow flow, int worker) {
        if (flow.listener().side() != Side.OUTSIDE) return Verdict.PASS;
        var now = rules;
        var byAddress = now.filter.decide(flow.remote().getAddress());
        if (byAddress.certain() && !byAddress.isDenied()) return Verdict.PASS; // and counted already
        var decision = byAddress;
        if (message instanceof SipRequest request && !byAddress.certain()) {
            decision = ofCalls.test(request)
                    ? now.filter.decideForCall(flow.remote().getAddress())
                    : now.filter.decide(facts(request, flow));
        }
        now.count(decision);
        var rule = decision.rule();
        if (rule == null || !decision.isDenied()) return Verdict.PASS;
        if (rule.denymode() == BorderRule.DenyMode.REJECT && isAnswered(message)) {
            return new Verdict.Reject(rule.code(), rule.reason());
        }
        ban(flow.listener().transport(), flow.remote(), worker);
        return Verdict.DROP;
    }

    /** Of what {@link #admits} let in and nobody could read: whether its sender's address is denied, which is noted. */
    public boolean bansUnreadable(Flow flow, int worker) {
        if (flow.listener().side() != Side.OUTSIDE) return false;
        var now = rules;
        var decision = now.filter.decide(flow.remote().getAddress());
        if (!decision.isDenied()) return false;
        now.count(decision);
        ban(flow.listener().transport(), flow.remote(), worker);
        return true;
    }

    private static boolean isAnswered(SipMessage message) {
        return message instanceof SipRequest request && !request.method().equals("ACK");
    }

    private static BorderFacts facts(SipRequest request, Flow flow) {
        var from = request.from();
        var to = request.to();
        return new BorderFacts(
                flow.remote(),
                flow.listener().transport(),
                request.method(),
                from.user(),
                from.host(),
                to.user(),
                to.host(),
                Objects.requireNonNullElse(request.header(Headers.USER_AGENT), ""));
    }

    private void ban(Transport transport, InetSocketAddress source, int worker) {
        if (lines.take(source.getAddress(), second.getAsInt())) packets.banned(transport, source, worker);
    }
}
