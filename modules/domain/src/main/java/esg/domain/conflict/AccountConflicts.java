package esg.domain.conflict;

import esg.domain.account.AccountId;
import esg.domain.match.Candidate;
import esg.domain.match.Served;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Accounts that get in each other's way when calls come in (INC-03). Compared are those with one mode, since steps of the two modes never
 * look at the same account; point-to-point accounts that meet only in addresses of the instance are left out, for no provider calls us
 * from our own address.
 */
public final class AccountConflicts {
    /** Pairs looked at in all; thousands of accounts with one user name are told by the first of them. */
    private static final int MOST_COMPARED = 200_000;

    private record Places(int one, int other) {}

    private AccountConflicts() {}

    /**
     * All pairs, those with one sender first.
     *
     * @param most how many are found before it stops
     */
    public static List<AccountPair> among(Collection<? extends Served> accounts, int most) {
        var reaches = enabled(accounts);
        return candidates(reaches).stream()
                .map(places -> pair(reaches.get(places.one), reaches.get(places.other)))
                .flatMap(Optional::stream)
                .limit(most)
                .sorted(Comparator.comparing((AccountPair pair) -> !pair.oneSender())
                        .thenComparing(AccountPair::first)
                        .thenComparing(AccountPair::second))
                .toList();
    }

    /** Pairs of one account with others. */
    public static List<AccountPair> of(Served one, Collection<? extends Served> others) {
        if (!one.account().enabled()) return List.of();
        var ours = Reach.of(one);
        return others.stream()
                .filter(other -> other.account().enabled())
                .filter(other -> !other.account().key().equals(one.account().key()))
                .map(other -> pair(ours, Reach.of(other)))
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<Reach> enabled(Collection<? extends Served> accounts) {
        return accounts.stream()
                .filter(served -> served.account().enabled())
                .sorted(Comparator.comparing(served -> served.account().key()))
                .map(Reach::of)
                .toList();
    }

    /** Pairs that share an exact user, and where needed an exact host, and all with patterns. */
    private static Set<Places> candidates(List<Reach> reaches) {
        var found = new LinkedHashSet<Places>();
        var sharing = new HashMap<String, List<Integer>>();
        var withPatterns = new ArrayList<Integer>();
        for (int i = 0; i < reaches.size(); i++) {
            var keys = keys(reaches.get(i));
            if (keys.isEmpty()) withPatterns.add(i);
            else
                for (var key : keys)
                    sharing.computeIfAbsent(key, _ -> new ArrayList<>()).add(i);
        }
        for (var places : sharing.values()) {
            for (int i = 0; i < places.size(); i++) {
                for (int j = i + 1; j < places.size() && found.size() < MOST_COMPARED; j++) {
                    found.add(new Places(places.get(i), places.get(j)));
                }
            }
        }
        for (int pattern : withPatterns) {
            for (int i = 0; i < reaches.size() && found.size() < MOST_COMPARED; i++) {
                if (i != pattern) found.add(new Places(Math.min(i, pattern), Math.max(i, pattern)));
            }
        }
        return found;
    }

    /** By which an account meets others; none for one that has to be compared with all. */
    private static Set<String> keys(Reach reach) {
        boolean reg = reach.account().reg();
        var keys = new LinkedHashSet<String>();
        for (var user : reach.users()) {
            if (!user.isExact()) return Set.of();
            if (reg) keys.add("r " + user.exactValue());
            else {
                for (var host : reach.hosts()) {
                    if (!host.isExact()) return Set.of();
                    keys.add("p " + host.exactValue() + " " + user.exactValue());
                }
            }
        }
        return keys;
    }

    private static Optional<AccountPair> pair(Reach one, Reach other) {
        if (one.account().reg() != other.account().reg()) return Optional.empty();
        var user = Meeting.of(one.users(), other.users());
        if (user.isEmpty()) return Optional.empty();
        var host = Meeting.of(one.hosts(), other.hosts());
        if (host.isEmpty() && !one.account().reg()) return Optional.empty();
        boolean inOrder = one.account().key().compareTo(other.account().key()) < 0;
        var first = inOrder ? one : other;
        var second = inOrder ? other : one;
        return Optional.of(new AccountPair(
                first.account().key(),
                second.account().key(),
                one.account().reg(),
                user.get().text(),
                host.map(Meeting::text).orElse(""),
                user.get().certain() && host.map(Meeting::certain).orElse(true),
                Meeting.of(one.senders(), other.senders()).isPresent()));
    }

    /**
     * Accounts no call can reach: the node that serves one knows no address its provider may send from, no node serves it, or another one
     * takes every call it could get.
     *
     * @param here the node that asks: it knows what names resolve to of what it serves itself
     */
    public static List<Unreachable> unreachable(Collection<Candidate> accounts, String here) {
        var found = new ArrayList<Unreachable>();
        var reaches = new HashMap<AccountId, Reach>();
        for (var reach : enabled(accounts)) reaches.put(reach.account().key(), reach);
        var before = new HashMap<AccountId, List<AccountId>>();
        for (var pair : among(accounts, MOST_COMPARED)) {
            before.computeIfAbsent(pair.second(), _ -> new ArrayList<>()).add(pair.first());
        }
        accounts.stream()
                .filter(one -> one.account().enabled())
                .sorted(Comparator.comparing(one -> one.account().key()))
                .forEach(one -> ownFault(one, here)
                        .or(() -> taken(one, reaches, before))
                        .ifPresent(found::add));
        return found;
    }

    private static Optional<Unreachable> ownFault(Candidate one, String here) {
        var id = one.account().key();
        if (one.node().isEmpty()) return Optional.of(new Unreachable(id, "no node serves it now"));
        if (!one.node().equals(here) || Reach.hasSender(one)) return Optional.empty();
        return Optional.of(new Unreachable(
                id, "no sender passes its source check: its names have no known address, and it has no extaddrs"));
    }

    private static Optional<Unreachable> taken(
            Candidate one, Map<AccountId, Reach> reaches, Map<AccountId, List<AccountId>> before) {
        var id = one.account().key();
        var own = Objects.requireNonNull(reaches.get(id));
        return before.getOrDefault(id, List.of()).stream()
                .filter(other -> takesAll(Objects.requireNonNull(reaches.get(other)), own))
                .findFirst()
                .map(other -> new Unreachable(id, "every call that fits it fits " + other + " too, which comes first"));
    }

    private static boolean takesAll(Reach first, Reach second) {
        return Meeting.covers(first.users(), second.users())
                && Meeting.covers(first.hosts(), second.hosts())
                && Meeting.covers(first.senders(), second.senders());
    }
}
