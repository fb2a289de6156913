package esg.esg.drill.calls;

import esg.esg.drill.calls.PhoneCall.End;
import esg.esg.drill.calls.PhoneCall.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Short calls, one after the other, while nodes come and go. */
public final class Traffic {
    private static final long LASTS = TimeUnit.SECONDS.toNanos(2);
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(35); // after a transaction's last timer

    private record Talk(PhoneCall call, long until) {}

    private final Phones phones;
    private final int perSecond;
    private final int accounts;
    private final Thread thread;
    private final List<PhoneCall> calls = new ArrayList<>();
    private final List<Talk> talks = new ArrayList<>();
    private volatile boolean stopping;

    private Traffic(Phones phones, int perSecond, int accounts) {
        this.phones = phones;
        this.perSecond = perSecond;
        this.accounts = accounts;
        this.thread = Thread.ofPlatform().name("traffic").daemon().start(this::run);
    }

    /** Begins to call accounts at random. */
    public static Traffic begin(Phones phones, int perSecond, int accounts) {
        return new Traffic(phones, perSecond, accounts);
    }

    private void run() {
        long next = System.nanoTime();
        while (!stopping) {
            call();
            hangUp(System.nanoTime());
            next += TimeUnit.SECONDS.toNanos(1) / perSecond;
            LockSupport.parkNanos(next - System.nanoTime());
        }
        while (!talks.isEmpty()) {
            hangUp(System.nanoTime());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        long end = System.nanoTime() + ENDED_WITHIN.toNanos();
        while (!calls.stream().allMatch(PhoneCall::isOver) && System.nanoTime() < end)
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }

    private void call() {
        var call = phones.call(ThreadLocalRandom.current().nextInt(accounts), true);
        calls.add(call);
        talks.add(new Talk(call, System.nanoTime() + LASTS));
    }

    private void hangUp(long now) {
        talks.removeIf(talk -> {
            if (talk.until > now || talk.call.state() == State.CALLING) return false;
            phones.hangUp(talk.call, talk.call.number % 2 == 0 ? End.PROVIDER : End.INSIDE);
            return true;
        });
    }

    /** Ends it: no further call begins, those there are end in order. */
    public Tally end() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        phones.forget(calls);
        Map<String, Integer> why = new TreeMap<>();
        for (var call : calls) {
            if (call.state() == State.ENDED) continue;
            why.merge(call.isOver() ? call.why() : "the other end heard of no BYE", 1, Integer::sum);
        }
        int lost = why.values().stream().mapToInt(Integer::intValue).sum();
        return new Tally(calls.size(), lost, 0, List.of(), why);
    }
}
