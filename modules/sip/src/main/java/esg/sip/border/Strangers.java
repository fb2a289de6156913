package esg.sip.border;

import esg.domain.ban.Offence;
import esg.domain.ban.Standing;
import esg.sip.ban.Bans;
import esg.sip.message.SipRequest;
import esg.sip.transport.Flow;
import esg.sip.transport.Side;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * What becomes of requests from outside that belong to nothing here: somebody no account names is not to learn that there is a gateway
 * (SEC-02, BRD-10), and what it tries is held against it. Any thread.
 */
public final class Strangers {
    private final Bans bans;
    private final LongAdder unanswered = new LongAdder();
    private volatile Predicate<SipRequest> ofCalls = _ -> false;

    Strangers(Bans bans) {
        this.bans = bans;
    }

    /** Tells requests of calls that stand on any node, whoever sends them: the far end of a call may be any address. */
    public void spare(Predicate<SipRequest> requestsOfCalls) {
        ofCalls = requestsOfCalls;
    }

    /** Requests left without an answer since the start. */
    public long unanswered() {
        return unanswered.sum();
    }

    /** Whether a request that repeats no other is answered; if not, that is all. */
    public boolean welcomes(SipRequest request, Flow flow) {
        if (!bans.isOn() || flow.listener().side() != Side.OUTSIDE) return true;
        var toTag = request.toTag();
        boolean invites = request.method().equals("INVITE") && toTag == null;
        boolean answered = bans.strangers().answers(request.method(), toTag != null);
        if (invites && answered || toTag != null && ofCalls.test(request) || !isStranger(flow)) return true;
        charge(flow, Offence.STRAY);
        if (!answered) unanswered.increment();
        return answered;
    }

    /** The same for one that cannot be read in full, which is an offence in itself. */
    public boolean welcomesMalformed(SipRequest request, Flow flow) {
        charge(flow, Offence.MALFORMED);
        if (!bans.isOn() || flow.listener().side() != Side.OUTSIDE) return true;
        if (bans.strangers().answers(request.method(), false) || !isStranger(flow)) return true;
        unanswered.increment();
        return false;
    }

    /** A request whose first words are refused: it asks for what nobody has. */
    public void refused(SipRequest request, Flow flow) {
        boolean begins = request.method().equals("INVITE") && request.toTag() == null;
        if (begins && flow.listener().side() == Side.OUTSIDE) charge(flow, Offence.STRAY);
    }

    /** Holds an offence against a sender; inside, where phones come and go, a late request is none. */
    public void charge(Flow flow, Offence offence) {
        if (offence == Offence.STRAY && flow.listener().side() != Side.OUTSIDE) return;
        bans.charge(flow.remote().getAddress(), offence);
    }

    /** Has a sender known for a while. */
    public void vouch(Flow flow) {
        bans.vouch(flow.remote().getAddress());
    }

    private boolean isStranger(Flow flow) {
        return bans.standings().of(flow.remote().getAddress()) == Standing.STRANGER;
    }
}
