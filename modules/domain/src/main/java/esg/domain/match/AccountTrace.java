package esg.domain.match;

import esg.domain.account.Account;
import esg.domain.pattern.Pattern;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The search of {@link AccountIndex} for people: every account in every step, and why not. By the same checks, but without look-ups, so
 * it takes its time; a test holds both to the same verdict.
 *
 * @param steps all six, those after the deciding one too
 */
public record AccountTrace<S extends Served>(List<StepTrace<S>> steps) {
    public AccountTrace {
        steps = List.copyOf(steps);
    }

    /**
     * Tries every account in every step.
     *
     * @param accounts of any mode, disabled ones too
     */
    public static <S extends Served> AccountTrace<S> of(
            Collection<S> accounts, ServerAddresses server, InviteFacts facts, InetAddress source) {
        var sorted = accounts.stream()
                .sorted(Comparator.comparing(served -> served.account().key()))
                .toList();
        var entries = new ArrayList<Entry<S>>();
        for (var served : sorted) entries.add(Entry.of(served, entries.size()));
        var canonical = facts.canonical();
        var steps = new ArrayList<StepTrace<S>>();
        for (var step : Step.values()) {
            var search = Search.of(step, canonical, server, source);
            var trials = entries.stream()
                    .map(entry -> new Trial<>(entry.served(), misses(step, search, entry), entry.allows(source)))
                    .toList();
            steps.add(new StepTrace<>(step, step.user(canonical), step.host(canonical), trials));
        }
        return new AccountTrace<>(steps);
    }

    private static List<Miss> misses(Step step, @Nullable Search search, Entry<? extends Served> entry) {
        var account = entry.served().account();
        var misses = new ArrayList<Miss>();
        if (!account.enabled()) misses.add(new Miss.Disabled());
        if (account.reg() != step.registration()) misses.add(new Miss.OtherMode(account.reg()));
        if (search == null) {
            misses.add(new Miss.NoHost());
            return misses;
        }
        if (!entry.hasUser(search.user())) misses.add(new Miss.User(search.user(), users(account)));
        if (!entry.hasHost(search)) misses.add(new Miss.Host(search.host(), hosts(account)));
        return misses;
    }

    private static List<String> users(Account account) {
        return Stream.concat(
                        Stream.of(account.username()),
                        account.opts().extusernames().stream().map(Pattern::text))
                .toList();
    }

    private static List<String> hosts(Account account) {
        return Stream.concat(
                        Stream.of(account.domain()), account.extaddrs().stream().map(Pattern::text))
                .toList();
    }

    /** What the search comes to. */
    public Match<S> verdict() {
        for (var step : steps) {
            var hit = step.hit();
            if (hit.isEmpty()) continue;
            var served = hit.get().served();
            return hit.get().allowed()
                    ? new Match.Found<>(served, step.step())
                    : new Match.SourceNotAllowed<>(served, step.step());
        }
        return new Match.None<>();
    }
}
