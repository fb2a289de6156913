package esg.esg.drill.calls;

import esg.esg.drill.calls.PhoneCall.End;
import esg.esg.drill.calls.PhoneCall.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

/** Calls that last while something is done to the nodes: all talk but each tenth, which rings. */
public final class HeldCalls {
    private static final int EACH_RINGS = 10;
    private static final long BETWEEN_CALLS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Duration BEGUN_WITHIN = Duration.ofSeconds(10);

    /** What calls did in the last ten milliseconds dies with a busy node (ADR 10): not what a drill is to show. */
    private static final long KEPT_WITHIN = TimeUnit.MILLISECONDS.toNanos(100);

    private static final Duration TOLD_WITHIN = Duration.ofSeconds(10);
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(10);

    private final Phones phones;
    private final List<PhoneCall> calls;

    private HeldCalls(Phones phones, List<PhoneCall> calls) {
        this.phones = phones;
        this.calls = calls;
    }

    /**
     * Begins so many, spread over the accounts, a hundred a second; those that do not begin are told by {@link #end} as lost.
     *
     * @param count 0 for none
     */
    public static HeldCalls begin(Phones phones, int count, int accounts) {
        var calls = new ArrayList<PhoneCall>();
        for (int i = 0; i < count; i++) {
            int account = (int) ((long) i * accounts / count);
            calls.add(phones.call(account, i % EACH_RINGS != EACH_RINGS - 1));
            LockSupport.parkNanos(BETWEEN_CALLS);
        }
        var held = new HeldCalls(phones, List.copyOf(calls));
        held.await(BEGUN_WITHIN, () -> calls.stream().noneMatch(call -> call.state() == State.CALLING));
        if (count > 0) LockSupport.parkNanos(KEPT_WITHIN);
        return held;
    }

    /**
     * Ends all: half from the provider's end, half from the inside; what still rings is answered first.
     *
     * @param moved accounts whose node was lost, and their calls with it
     * @param signal when it was lost, milliseconds of the wall clock
     */
    public Tally end(IntPredicate moved, long signal) {
        var affected = calls.stream()
                .filter(call -> moved.test(call.account))
                .filter(call -> call.state() == State.TALKING)
                .toList();
        await(TOLD_WITHIN, () -> affected.stream().allMatch(call -> call.bothTold() > 0 || call.isOver()));
        var told = affected.stream()
                .map(PhoneCall::bothTold)
                .filter(at -> at > 0)
                .map(at -> at - signal)
                .toList();
        int silent = answerRinging(moved);
        for (var call : calls) {
            if (call.state() == State.TALKING) phones.hangUp(call, call.number % 2 == 0 ? End.PROVIDER : End.INSIDE);
        }
        await(ENDED_WITHIN, () -> calls.stream().noneMatch(call -> call.state() == State.TALKING));
        phones.forget(calls);
        return tally(moved, told, silent);
    }

    /** How many heard nothing: neither the new node's answer nor that of the phone that rings. */
    private int answerRinging(IntPredicate moved) {
        var rings = calls.stream().filter(call -> call.state() == State.RINGING).toList();
        rings.stream().filter(call -> !moved.test(call.account)).forEach(phones::answer);
        await(ENDED_WITHIN, () -> rings.stream().noneMatch(call -> call.state() == State.RINGING));
        return (int)
                rings.stream().filter(call -> call.state() == State.RINGING).count();
    }

    private Tally tally(IntPredicate moved, List<Long> told, int silent) {
        int lost = 0;
        Map<String, Integer> why = new TreeMap<>();
        for (var call : calls) {
            boolean refusedWhileRinging = !call.answers && moved.test(call.account) && call.state() == State.FAILED;
            if (call.state() == State.ENDED || refusedWhileRinging || call.state() == State.RINGING) continue;
            lost++;
            why.merge(call.isOver() ? call.why() : "the other end heard of no BYE", 1, Integer::sum);
        }
        return new Tally(calls.size(), lost, silent, told, why);
    }

    private void await(Duration within, BooleanSupplier done) {
        long end = System.nanoTime() + within.toNanos();
        while (!done.getAsBoolean() && System.nanoTime() < end) LockSupport.parkNanos(LOOK_EVERY);
    }
}
