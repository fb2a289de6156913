package esg.domain.ban;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is remembered of one source, and what another offence makes of it. Times are milliseconds of one clock.
 *
 * @param spent points spent of the budget at {@code at}
 * @param until end of the latest ban; 0 when there was none
 * @param bans bans that are not forgotten at {@code until}
 * @param alarms how often an operator was told instead
 * @param offences how often which, since it is remembered
 */
public record Conduct(double spent, long at, long until, int bans, int alarms, Map<Offence, Integer> offences) {
    /** Nothing is known of it. */
    public static final Conduct CLEAN = new Conduct(0, 0, 0, 0, 0, Map.of());

    public Conduct {
        offences = Map.copyOf(offences);
    }

    /** What follows from an offence. */
    public sealed interface Outcome {
        Outcome NOTED = new Noted();
        Outcome ALARM = new Alarm();

        /** It is within the budget, or held off already. */
        record Noted() implements Outcome {}

        /** A stranger's budget is spent. */
        record Banned(Duration term) implements Outcome {}

        /** The budget of somebody known is spent, which people should look into; it is full again, so that they hear of it again. */
        record Alarm() implements Outcome {}
    }

    /** The conduct with an offence added, and what follows. */
    public record Judged(Conduct after, Outcome outcome) {}

    /** Of somebody not exempt. */
    public Judged charged(Offence offence, Standing standing, BanPolicy policy, long now) {
        if (standing != Standing.STRANGER && !offence.countsForKnown()) return new Judged(this, Outcome.NOTED);
        var counted = counted(offence);
        if (now < until) return new Judged(counted, Outcome.NOTED); // on its way when the ban began
        var budget = policy.budget(standing);
        double sum = left(budget, now) + policy.weight(offence);
        if (sum <= budget.size()) return new Judged(counted.spending(sum, now), Outcome.NOTED);
        if (standing != Standing.STRANGER) {
            var told = new Conduct(0, now, until, bans, alarms + 1, counted.offences);
            return new Judged(told, Outcome.ALARM);
        }
        int before = remembered(policy, now);
        var term = policy.term(before);
        var after = counted.spending(budget.size(), now).banned(before, now + term.toMillis());
        return new Judged(after, new Outcome.Banned(term));
    }

    /** With a ban that somebody else has imposed. */
    public Conduct banned(BanPolicy policy, long now, Duration term) {
        if (now < until) return this;
        return banned(remembered(policy, now), now + term.toMillis());
    }

    private Conduct banned(int before, long newUntil) {
        return new Conduct(spent, at, newUntil, before + 1, alarms, offences);
    }

    /** Bans not forgotten by now: one goes with each {@link BanPolicy#forgetAfter} since the latest has ended. */
    public int remembered(BanPolicy policy, long now) {
        if (now <= until) return bans;
        long forgotten = (now - until) / policy.forgetAfter().toMillis();
        return (int) Math.max(0, bans - forgotten);
    }

    /** For a log line: {@code stray:30 malformed:1}, in the order of {@link Offence}. */
    public String because() {
        if (offences.isEmpty()) return "";
        return new EnumMap<>(offences)
                .entrySet().stream()
                        .map(one -> one.getKey().token() + ":" + one.getValue())
                        .collect(Collectors.joining(" "));
    }

    /** Of the points spent those that have not come back. */
    private double left(BanPolicy.Budget budget, long now) {
        double back = (double) (now - at) / budget.refill().toMillis();
        return Math.max(0, spent - Math.max(0, back));
    }

    private Conduct spending(double sum, long now) {
        return new Conduct(sum, now, until, bans, alarms, offences);
    }

    private Conduct counted(Offence offence) {
        var more = new EnumMap<Offence, Integer>(Offence.class);
        more.putAll(offences);
        more.merge(offence, 1, Integer::sum);
        return new Conduct(spent, at, until, bans, alarms, more);
    }
}
