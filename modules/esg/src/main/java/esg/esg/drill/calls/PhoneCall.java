package esg.esg.drill.calls;

import esg.sip.message.Headers;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ServerTransaction;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A call from the provider through an account to the inside, as both ends have it. Written by the loop of the phones, read by any thread. */
final class PhoneCall {
    /** How far it has come. */
    enum State {
        CALLING,
        /** The inside has it and does not answer yet. */
        RINGING,
        TALKING,
        /** Both ends know that it is over, in good order. */
        ENDED,
        /** Refused, or one end did not hear of its end. */
        FAILED
    }

    /** Which end. */
    enum End {
        PROVIDER,
        INSIDE
    }

    final int number;
    final int account;

    /** Whether the inside answers as soon as it has the call. */
    final boolean answers;

    final Map<End, Party> parties = new EnumMap<>(End.class);

    /** The inside's, while it has not answered. */
    @Nullable
    ServerTransaction ringing;

    private final Map<End, Long> told = new ConcurrentHashMap<>();
    private volatile State state = State.CALLING;
    private volatile String why = "";

    PhoneCall(int number, int account, boolean answers) {
        this.number = number;
        this.account = account;
        this.answers = answers;
    }

    State state() {
        return state;
    }

    boolean isOver() {
        return state == State.ENDED || state == State.FAILED;
    }

    /** Why it failed; "" when it did not. */
    String why() {
        return why;
    }

    void now(State next) {
        if (!isOver()) state = next;
    }

    /** What was refused, how and why, as far as the node says. */
    static String refusal(String method, SipResponse response) {
        var reason = response.header(Headers.REASON);
        return response.status() + " to " + method + (reason == null ? "" : " (" + reason + ")");
    }

    void failed(String reason) {
        if (isOver()) return;
        why = reason;
        state = State.FAILED;
    }

    /** One end has hung up, or heard that the other has. */
    void over(Party party) {
        party.over = true;
        if (parties.size() == End.values().length && parties.values().stream().allMatch(one -> one.over))
            now(State.ENDED);
    }

    /** A node has told this end where the call is carried from now on. */
    void told(End end) {
        told.put(end, System.currentTimeMillis());
    }

    /** When both ends were told last, milliseconds of the wall clock; 0 when not both were. */
    long bothTold() {
        if (told.size() < End.values().length) return 0;
        return told.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
