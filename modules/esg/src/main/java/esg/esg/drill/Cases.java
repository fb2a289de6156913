package esg.esg.drill;

import esg.esg.drill.Outcome.Case;
import esg.esg.drill.calls.HeldCalls;
import esg.esg.drill.calls.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** What is done to a node, and what came of it. After each the cluster is whole only when {@link #comesBack} was called. */
final class Cases {
    private static final Duration MOVED_WITHIN = Duration.ofSeconds(90);
    private static final Duration REGISTERED_WITHIN = Duration.ofMinutes(2);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(90);

    /** A node given up by the others ends itself as soon as it wakes. */
    private static final Duration WAKES_AND_ENDS_WITHIN = Duration.ofSeconds(15);

    private static final long LOOK_EVERY_NANOS = 1_000_000_000;

    /** Until nodes have done with our questions: the state of ten thousand accounts is megabytes to clear away. */
    private static final long QUIET_NANOS = 2_000_000_000;

    private final Field field;

    Cases(Field field) {
        this.field = field;
    }

    Outcome kill(Case what, int victim) throws DrillFailure {
        var before = begin();
        var calls = field.hold();
        field.node(victim).giveWay();
        long signal = System.currentTimeMillis();
        field.node(victim).kill();
        var after = taken(victim);
        var tally = calls.end(account -> before.at(account).node() == victim, signal);
        awaitRegistered(before, after);
        return outcome(what, before, after, signalled(before, after, signal), victim)
                .with(tally);
    }

    /** Stopped until the others have all its accounts, then woken: from here on it must not send another packet for them. */
    Outcome hang(Case what, int victim) throws DrillFailure {
        field.awaitKnown(victim);
        var before = begin();
        var calls = field.hold();
        long signal = System.currentTimeMillis();
        signal(victim, "STOP");
        var after = taken(victim);
        signal(victim, "CONT");
        return givenUp(what, new Loss(before, after, signal, victim), calls);
    }

    /** Healed when the others have all its accounts, which by then it must have left alone. */
    Outcome cut(Case what, int victim) throws DrillFailure {
        field.awaitKnown(victim);
        var before = begin();
        var calls = field.hold();
        long signal = System.currentTimeMillis();
        field.ground().cut(victim);
        var after = taken(victim);
        field.ground().heal(victim);
        return givenUp(what, new Loss(before, after, signal, victim), calls);
    }

    private record Loss(Owners before, Owners after, long signal, int victim) {}

    /** The victim ends by itself, since the others have given it up. */
    private Outcome givenUp(Case what, Loss loss, HeldCalls calls) throws DrillFailure {
        var victim = field.node(loss.victim);
        boolean ended = victim.awaitEnd(WAKES_AND_ENDS_WITHIN);
        var tally = calls.end(account -> loss.before.at(account).node() == loss.victim, loss.signal);
        awaitRegistered(loss.before, loss.after);
        var begun = signalled(loss.before, loss.after, loss.signal);
        var outcome = outcome(what, loss.before, loss.after, begun, loss.victim);
        if (!ended) {
            victim.kill();
            victim.awaitEnd(ENDS_WITHIN);
        }
        return outcome.with(tally);
    }

    Outcome terminate(int victim) throws DrillFailure {
        var before = begin();
        var logs = logSizes();
        field.node(victim).terminate();
        if (!field.node(victim).awaitEnd(ENDS_WITHIN)) throw new DrillFailure("esg" + victim + " does not end");
        var after = taken(victim);
        awaitRegistered(before, after);
        return outcome(Case.ROLLING, before, after, letGo(logs), victim);
    }

    /** Starts a node that has ended; it gets its accounts back, while there are calls. */
    Outcome comesBackUnderCalls(int roleid, Owners home) throws DrillFailure {
        settled();
        var calls = field.hold();
        var outcome = comesBack(roleid, home);
        return outcome.with(calls.end(_ -> false, 0));
    }

    /** Starts a node that has ended; it gets its accounts back. */
    Outcome comesBack(int roleid, Owners home) throws DrillFailure {
        field.sightings().clear();
        var before = settled();
        var logs = logSizes();
        field.restart(roleid);
        Awaited.until("accounts are back at esg" + roleid, MOVED_WITHIN, () -> {
            field.checkAlive();
            return field.ask(0).samePlaces(home);
        });
        var after = settled();
        awaitRegistered(before, after);
        return outcome(Case.FAILBACK, before, after, letGo(logs), roleid);
    }

    /** Nothing is done to the nodes: whatever moves was given up falsely. */
    Outcome watch(Case what, Duration time) throws DrillFailure {
        var before = begin();
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            field.checkAlive();
            LockSupport.parkNanos(Math.min(LOOK_EVERY_NANOS, Math.max(1, end - System.nanoTime())));
        }
        return outcome(what, before, settled(), Map.of(), 0);
    }

    private Owners begin() throws DrillFailure {
        var before = settled();
        LockSupport.parkNanos(QUIET_NANOS);
        field.sightings().clear();
        return before;
    }

    private Owners settled() throws DrillFailure {
        return field.settle(REGISTERED_WITHIN);
    }

    private Owners taken(int victim) throws DrillFailure {
        var after = new Owners[1];
        Awaited.until("all accounts are served without esg" + victim, MOVED_WITHIN, () -> {
            if (!field.servedWithout(victim)) return false;
            after[0] = field.ask(victim);
            return after[0].owners().size() == field.accounts();
        });
        return after[0];
    }

    /** Should one never come, the table has one time less and says so. */
    private void awaitRegistered(Owners before, Owners after) throws DrillFailure {
        Awaited.happens(REGISTERED_WITHIN, () -> registers(after).keySet().containsAll(moved(before, after)));
    }

    private static List<Integer> moved(Owners before, Owners after) {
        return after.owners().keySet().stream()
                .filter(account ->
                        after.at(account).node() != before.at(account).node())
                .toList();
    }

    /** When the new owner's first REGISTER came, by account. */
    private Map<Integer, Long> registers(Owners after) {
        Map<Integer, Long> first = new HashMap<>();
        for (var seen : field.sightings().list()) {
            if (seen.register() && after.at(seen.account()).node() == seen.node())
                first.putIfAbsent(seen.account(), seen.at());
        }
        return first;
    }

    private static Map<Integer, Long> signalled(Owners before, Owners after, long signal) {
        Map<Integer, Long> begun = new HashMap<>();
        for (int account : moved(before, after)) begun.put(account, signal);
        return begun;
    }

    /** Outcome of one move; {@code begun} says from when on an account was without owner. */
    private Outcome outcome(Case what, Owners before, Owners after, Map<Integer, Long> begun, int node) {
        var served = new ArrayList<Long>();
        var registered = new ArrayList<Long>();
        var registers = registers(after);
        long first = Long.MAX_VALUE;
        long last = 0;
        for (int account : moved(before, after)) {
            var from = begun.get(account);
            if (from == null) continue;
            long since = after.at(account).since();
            first = Math.min(first, from);
            last = Math.max(last, since);
            served.add(Math.max(0, since - from));
            var register = registers.get(account);
            if (register != null) registered.add(Math.max(0, register - from));
        }
        long whole = served.isEmpty() ? 0 : last - first;
        int doubled = DoubleService.count(before, after, field.sightings().list());
        return new Outcome(what, served, registered, whole, doubled, needless(before, after, node), Tally.NONE);
    }

    /** Those that moved between other nodes, or began anew where they were. */
    private static int needless(Owners before, Owners after, int node) {
        int count = 0;
        for (int account : after.owners().keySet()) {
            var was = before.at(account);
            var is = after.at(account);
            if (!was.equals(is) && was.node() != node && is.node() != node) count++;
        }
        return count;
    }

    private Map<Path, Long> logSizes() throws DrillFailure {
        Map<Path, Long> sizes = new HashMap<>();
        for (int roleid : field.all()) {
            var log = field.node(roleid).plan().log();
            try {
                sizes.put(log, Files.size(log));
            } catch (IOException e) {
                throw new DrillFailure("cannot read " + log + ": " + e.getMessage(), e);
            }
        }
        return sizes;
    }

    private static Map<Integer, Long> letGo(Map<Path, Long> logs) throws DrillFailure {
        Map<Integer, Long> times = new HashMap<>();
        for (var log : logs.entrySet()) {
            try {
                times.putAll(HandedOver.in(log.getKey(), log.getValue()));
            } catch (IOException e) {
                throw new DrillFailure("cannot read " + log.getKey() + ": " + e.getMessage(), e);
            }
        }
        return times;
    }

    /** By the shell, whose kill is everywhere. */
    private void signal(int roleid, String name) throws DrillFailure {
        var pid = Long.toString(field.node(roleid).pid());
        try {
            int code = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid)
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) throw new DrillFailure("kill -" + name + " " + pid + " ended with " + code);
        } catch (IOException e) {
            throw new DrillFailure("kill -" + name + " " + pid + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DrillFailure("interrupted", e);
        }
    }
}
