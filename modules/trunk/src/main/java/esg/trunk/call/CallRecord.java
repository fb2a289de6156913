package esg.trunk.call;

import esg.trunk.leg.LegState;
import esg.domain.account.AccountId;
import esg.domain.cdr.EndedBy;
import esg.trunk.call.Dialogs.Party;
import esg.media.relay.MediaFigures;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is remembered of one call; written by its actor, read by monitors through {@link #view()}. */
final class CallRecord {
    private final String id;
    private final CallOpening opening;
    private final List<String> callIds = new CopyOnWriteArrayList<>();
    private volatile Consumer<String> legs = _ -> {};
    private volatile String state = "trying";
    private volatile long answered;
    private volatile long ended;
    private volatile int code;
    private volatile @Nullable String reason;
    private volatile Supplier<MediaFigures> media = () -> MediaFigures.NONE;
    private volatile @Nullable Party dumb;
    private volatile CallFacts facts;
    private volatile @Nullable EndedBy endedBy;
    private volatile Map<Party, byte[]> sdp = Map.of();

    CallRecord(CallOpening opening) {
        this(opening.id(), opening);
        callIds.add(opening.callId());
    }

    private CallRecord(String id, CallOpening opening) {
        this.id = id;
        this.opening = opening;
        this.facts = opening.facts();
    }

    /** Of a call that another node has carried so far: its times stay. */
    static CallRecord of(CallState call) {
        var first = call.callIds().isEmpty() ? call.id() : call.callIds().getFirst();
        var opening = new CallOpening(
                first, call.accountId(), call.incoming(), call.from(), call.to(), call.started(), call.facts());
        var record = new CallRecord(call.id(), opening);
        record.callIds.addAll(call.callIds());
        if (call.answered() == 0) return record;
        record.answered = call.answered();
        record.code = 200;
        record.state = "talking";
        return record;
    }

    CallState state(Map<Party, LegState> legs, Map<Party, byte[]> said) {
        return new CallState(
                id,
                opening.account().toString(),
                opening.incoming(),
                opening.from(),
                opening.to(),
                opening.started(),
                answered,
                callIds,
                legs,
                said,
                facts);
    }

    /** As it stands, for who has to give it up. */
    RingingCall.Begun begun() {
        return new RingingCall.Begun(
                opening.incoming(), opening.from(), opening.to(), opening.started(), callIds, facts);
    }

    String id() {
        return id;
    }

    AccountId account() {
        return opening.account();
    }

    /** Whether no other account was tried for it before. */
    boolean isFirstTry() {
        return facts.attempt() == 0;
    }

    boolean isIncoming() {
        return opening.incoming();
    }

    boolean isAnswered() {
        return answered != 0;
    }

    void secondLeg(CallFacts.Far far) {
        joined(far.callId());
        reached(far);
    }

    /** Somebody has come to another's place. */
    void joined(String callId) {
        callIds.add(callId);
        legs.accept(callId);
    }

    /** Who is told the Call-ID of each second leg, before its INVITE leaves. */
    void whenSecondLeg(Consumer<String> listener) {
        legs = listener;
    }

    /** Of the caller's leg first. */
    List<String> callIds() {
        return callIds;
    }

    /** The call is that leg's now, as far as it is not answered: whoever comes to it later, by a transfer, is another one's. */
    void reached(CallFacts.Far far) {
        if (answered == 0) facts = facts.with(far);
    }

    /** Where its media passes us. */
    void media(Supplier<MediaFigures> figures) {
        media = figures;
    }

    /** What the parties have said of their media. */
    void said(Map<Party, byte[]> descriptions) {
        sdp = descriptions;
    }

    /** Nothing was heard of this party for a while in which the other spoke. */
    void oneWay(Party notHeard) {
        dumb = notHeard;
    }

    void ringing() {
        facts = facts.rangAt(System.currentTimeMillis());
        state = "ringing";
    }

    void answered() {
        answered = System.currentTimeMillis();
        code = 200;
        state = "talking";
    }

    /** The first ending counts. */
    void ended(int finalCode, String why, EndedBy by) {
        if (ended != 0) return;
        ended = System.currentTimeMillis();
        if (code == 0) code = finalCode;
        reason = why;
        endedBy = by;
        state = "ended";
    }

    boolean hasEndedBefore(long millis) {
        return ended < millis;
    }

    /** All is said of it: what only a call that goes on needs is let go. */
    void settle() {
        var heard = media.get();
        media = () -> heard;
        sdp = Map.of();
        legs = _ -> {};
    }

    CallView view() {
        return new CallView(
                id,
                opening.account(),
                opening.incoming() ? "in" : "out",
                opening.from(),
                opening.to(),
                state,
                Instant.ofEpochMilli(opening.started()),
                answered == 0 ? null : Instant.ofEpochMilli(answered),
                ended == 0 ? null : Instant.ofEpochMilli(ended),
                List.copyOf(callIds),
                code == 0 ? null : code,
                reason,
                media.get(),
                dumb == null ? "" : dumb.word(),
                new CallDetail(facts, endedBy, sdp));
    }
}
