package esg.domain.explain;

import esg.domain.account.AccountId;
import esg.domain.explain.Suggestions.Habits;
import esg.domain.form.Fields;
import esg.domain.match.Candidate;
import esg.domain.match.InviteFacts;
import esg.domain.match.Nearness;
import esg.domain.match.ServerAddresses;
import esg.domain.match.SourceCheck;
import esg.domain.match.Step;
import esg.domain.pattern.Hosts;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/** Thinks up changes for accounts that something speaks for: an account that nothing of an INVITE points at is left in peace. */
record Ideas(InviteFacts facts, InetAddress source, Habits habits, ServerAddresses server) {
    private static final int SENDER_KNOWN = 30;
    private static final int USER_FITS = 15;
    private static final int HOST_FITS = 10;
    private static final int EACH_CHANGE = -20;
    /** Lets in every call of that host which names nobody. */
    private static final int NO_USER = -5;

    private static final int VARIES = -50;
    private static final int LONGEST_USER = 128;
    /** It takes a restart of the node; where the provider names us by an address it is what the operator wants all the same (INC-10). */
    private static final int SERVER_CHANGE = 5;

    /** The likeliest first; of several ways to the same change the likeliest. */
    List<Idea> of(Collection<Candidate> accounts) {
        var best = new LinkedHashMap<List<Change>, Idea>();
        for (var one : accounts) {
            for (var step : Step.values()) {
                if (step.registration() != one.account().reg()
                        || step.host(facts).isEmpty()) continue;
                for (var idea : of(one, step)) {
                    best.merge(idea.changes(), idea, (known, other) -> known.score() >= other.score() ? known : other);
                }
            }
        }
        return best.values().stream()
                .sorted(Comparator.comparingInt(Idea::score).reversed())
                .toList();
    }

    private List<Idea> of(Candidate one, Step step) {
        var near = Nearness.of(one, step, facts, server);
        boolean sender = SourceCheck.allows(one, source);
        boolean named = near.user() && !step.user(facts).isEmpty();
        int evidence = (sender ? SENDER_KNOWN : 0) + (named ? USER_FITS : 0) + (near.host() ? HOST_FITS : 0);
        if (evidence == 0
                || !near.user() && !canAddUser(step, near)
                || !near.host() && !Fields.isHost(step.host(facts))) {
            return List.of();
        }
        var start = new Draft(one, evidence);
        if (!one.account().enabled()) start.enable();
        if (!near.user()) start.addUser(step);
        var ideas = new ArrayList<Idea>();
        if (!near.host()) {
            if (step == Step.REG_TO && named) ideas.add(start.copy().addServer().finish());
            start.addHost(step);
        }
        ideas.add(start.finish());
        return ideas;
    }

    /**
     * What a stranger wrote must not become a pattern. No user at all may stand for an account where the host is known to be its provider's
     * and the step asks for none.
     */
    private boolean canAddUser(Step step, Nearness near) {
        var user = step.user(facts);
        return user.isEmpty()
                ? step == Step.P2P_EMPTY_USER_CONTACT && near.host()
                : user.length() <= LONGEST_USER
                        && !user.startsWith("/")
                        && user.chars().noneMatch(Character::isISOControl);
    }

    /** Changes so far. */
    private final class Draft {
        private Candidate changed;
        private ServerAddresses addresses = server;
        private final List<Change> changes = new ArrayList<>();
        private final List<String> varying = new ArrayList<>();
        private int score;

        Draft(Candidate one, int evidence) {
            changed = one;
            score = evidence;
        }

        Draft copy() {
            var copy = new Draft(changed, score);
            copy.changes.addAll(changes);
            copy.varying.addAll(varying);
            return copy;
        }

        private AccountId id() {
            return changed.account().key();
        }

        void enable() {
            changed = changed.with(changed.account().withEnabled(true));
            changes.add(new Change.Enable(id()));
        }

        void addUser(Step step) {
            var field = Field.userOf(step);
            var user = step.user(facts);
            var pattern = user.isEmpty() ? null : habits.patterns().get(field);
            var value = pattern == null ? user : pattern;
            // A caller's own number in Contact is the subscriber and not the account.
            boolean caller = !user.isEmpty() && field == Field.CONTACT_USER && user.equals(facts.fromUser());
            boolean varies = !user.isEmpty() && habits.varying().contains(field);
            if (pattern == null && (varies || caller)) vary(value);
            if (user.isEmpty()) score += NO_USER;
            changed = changed.withUser(value);
            changes.add(new Change.AddUser(id(), value));
        }

        void addHost(Step step) {
            var host = step.host(facts);
            if (habits.varying().contains(Field.hostOf(step))) vary(host);
            address(host);
        }

        Draft addServer() {
            var host = facts.toHost();
            if (habits.varying().contains(Field.TO_HOST)) vary(host);
            addresses = addresses.plus(host);
            changes.add(new Change.AddServerAddress(host));
            score += SERVER_CHANGE;
            return this;
        }

        private void address(String host) {
            changed = changed.withHost(host);
            changes.add(new Change.AddAddress(id(), host));
        }

        private void vary(String value) {
            varying.add(value);
            score += VARIES;
        }

        /** With the sender's address where it would not pass otherwise. */
        Idea finish() {
            if (!SourceCheck.allows(changed, source)) address(Hosts.text(source));
            int total = score + EACH_CHANGE * changes.size();
            return new Idea(changed, addresses, List.copyOf(changes), List.copyOf(varying), total);
        }
    }
}
