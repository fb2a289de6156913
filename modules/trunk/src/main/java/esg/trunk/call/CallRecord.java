package esg.trunk.call;

import esg.trunk.leg.LegState;
import esg.domain.account.AccountId;
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
    /** The call as its caller dialled it. {@code number} counts the accounts tried for it, from 0. */
    record Opening(AccountId account, boolean incoming, String from, String to, int number) {}

    private final String id;
    private final Opening opening;
    private final long started;
    private final List<String> callIds = new CopyOnWriteArrayList<>();
    private volatile Consumer<String> legs = _ -> {};
    private volatile String state = "trying";
    private volatile long answered;
    private volatile long ended;
    private volatile int code;
    private volatile @Nullable String reason;
    private volatile Supplier<MediaFigures> media = () -> MediaFigures.NONE;
    private volatile @Nullable Party dumb;

    CallRecord(String callId, Opening opening) {
        this(opening.number == 0 ? callId : callId + "~" + opening.number, opening, System.currentTimeMillis());
        callIds.add(callId);
    }

    private CallRecord(String id, Opening opening, long started) {
        this.id = id;
        this.opening = opening;
        this.started = started;
    }

    /** Of a call that another node has carried so far: its times stay. */
    static CallRecord of(CallState call) {
        var opening = new Opening(call.accountId(), call.incoming(), call.from(), call.to(), 0);
        var record = new CallRecord(call.id(), opening, call.started());
        record.callIds.addAll(call.callIds());
        record.answered = call.answered();
        record.code = 200;
        record.state = "talking";
        return record;
    }

    CallState state(Map<Party, LegState> legs, Map<Party, byte[]> sdp) {
        return new CallState(
                id,
                opening.account.toString(),
                opening.incoming,
                opening.from,
                opening.to,
                started,
                answered,
                callIds,
                legs,
                sdp);
    }

    String id() {
        return id;
    }

    AccountId account() {
        return opening.account;
    }

    /** Whether no other account was tried for it before. */
    boolean isFirstTry() {
        return opening.number == 0;
    }

    boolean isIncoming() {
        return opening.incoming;
    }

    void secondLeg(String callId) {
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

    /** Where its media passes us. */
    void media(Supplier<MediaFigures> figures) {
        media = figures;
    }

    /** Nothing was heard of this party for a while in which the other spoke. */
    void oneWay(Party notHeard) {
        dumb = notHeard;
    }

    void ringing() {
        state = "ringing";
    }

    void answered() {
        answered = System.currentTimeMillis();
        code = 200;
        state = "talking";
    }

    /** The first ending counts. */
    void ended(int finalCode, String why) {
        if (ended != 0) return;
        ended = System.currentTimeMillis();
        if (code == 0) code = finalCode;
        reason = why;
        state = "ended";
    }

    CallView view() {
        return new CallView(
                id,
                opening.account,
                opening.incoming ? "in" : "out",
                opening.from,
                opening.to,
                state,
                Instant.ofEpochMilli(started),
                answered == 0 ? null : Instant.ofEpochMilli(answered),
                ended == 0 ? null : Instant.ofEpochMilli(ended),
                List.copyOf(callIds),
                code == 0 ? null : code,
                reason,
                media.get(),
                dumb == null ? "" : dumb.word());
    }
}
