package esg.domain.normalize;

import esg.domain.account.Account;
import esg.domain.form.Fields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Names and numbers of the second leg from those of the first (NRM-01..05, NRM-08). */
public final class Normalizer {
    /** What templates may name, beside the groups of the rule's {@code /reg/} patterns. */
    static final Set<String> VALUES = Set.of(
            "from.user",
            "from.name",
            "from.domain",
            "to.user",
            "to.domain",
            "ruri.user",
            "account.username",
            "account.domain",
            "account.code",
            "account.d");

    /** Lowest priority first, then by id. */
    public static final Comparator<NormalizationRule> FIRST_TO_LAST =
            Comparator.comparingInt(NormalizationRule::priority).thenComparing(NormalizationRule::id);

    private static final String PAI = "P-Asserted-Identity";

    private Normalizer() {}

    /** Rules as they are tried; those that are disabled left out. */
    public static List<NormalizationRule> inOrder(Collection<NormalizationRule> ofDomain) {
        return ofDomain.stream()
                .filter(NormalizationRule::enabled)
                .sorted(FIRST_TO_LAST)
                .toList();
    }

    /**
     * The call as it goes on.
     *
     * @param rules of the account's domain, {@link #inOrder}
     * @param asReceived before any normalization
     */
    public static Normalized apply(
            List<NormalizationRule> rules, Direction direction, Account account, CallNumbers asReceived) {
        var without = direction == Direction.IN ? incoming(account, asReceived) : outgoing(account, asReceived);
        for (var rule : rules) {
            if (miss(rule, direction, account, asReceived) == null) return set(rule, account, asReceived, without);
        }
        return new Normalized(without, Map.of(), "");
    }

    /** Why a rule does not apply to a call; null when it does. */
    public static @Nullable String miss(
            NormalizationRule rule, Direction direction, Account account, CallNumbers asReceived) {
        if (!rule.enabled()) return "is disabled";
        if (rule.direction() != direction)
            return "is for direction " + rule.direction().token();
        if (!rule.providercode().matches(account.code())) return "is for accounts " + rule.providercode();
        var match = rule.match();
        if (!match.from().matches(asReceived.fromUser()))
            return "from " + asReceived.fromUser() + " is not " + match.from();
        if (!match.to().matches(asReceived.toUser())) return "to " + asReceived.toUser() + " is not " + match.to();
        if (!match.ruri().matches(asReceived.ruriUser()))
            return "ruri " + asReceived.ruriUser() + " is not " + match.ruri();
        return null;
    }

    /**
     * From the provider, without a rule (NRM-03): To user and Request-URI user empty (A-18), both domains are the tenant's. The called
     * number goes to {@code calledParty}: that of To, since the Request-URI of a registered account is our own Contact.
     */
    static CallNumbers incoming(Account account, CallNumbers asReceived) {
        return new CallNumbers(
                asReceived.fromUser(), asReceived.fromName(), account.d(), "", account.d(), "", called(asReceived));
    }

    /** To the provider, without a rule (NRM-04): users stay, both domains are the provider's; nothing of ours tells more. */
    static CallNumbers outgoing(Account account, CallNumbers asReceived) {
        return new CallNumbers(
                asReceived.fromUser(),
                asReceived.fromName(),
                account.domain(),
                asReceived.toUser(),
                account.domain(),
                asReceived.ruriUser(),
                null);
    }

    private static @Nullable String called(CallNumbers numbers) {
        if (!numbers.toUser().isEmpty()) return numbers.toUser();
        return numbers.ruriUser().isEmpty() ? numbers.calledParty() : numbers.ruriUser();
    }

    private static Normalized set(
            NormalizationRule rule, Account account, CallNumbers asReceived, CallNumbers without) {
        var set = rule.set();
        var values = values(rule, account, asReceived);
        var toUser = filled(set.touser(), values, without.toUser());
        var numbers = new CallNumbers(
                filled(set.fromuser(), values, without.fromUser()),
                filled(set.fromname(), values, without.fromName()),
                domain(set.fromdomain(), values, without.fromDomain()),
                toUser,
                domain(set.todomain(), values, without.toDomain()),
                filled(set.ruriuser(), values, set.touser() == null ? without.ruriUser() : toUser),
                without.calledParty());
        var headers = new LinkedHashMap<String, String>();
        var pai = set.pai();
        var escaped = escaped(values);
        if (pai != null) headers.put(PAI, identity(pai, pai.fill(escaped).strip(), numbers.fromDomain()));
        set.headers()
                .forEach((name, template) ->
                        headers.put(name, template.fill(escaped).strip()));
        return new Normalized(numbers, headers, rule.id());
    }

    private static String filled(
            @Nullable Template template, Function<String, @Nullable String> values, String without) {
        return template == null ? without : template.fill(values).strip();
    }

    /** What a call makes of a template need not be a host: then it stays as without a rule. */
    private static String domain(
            @Nullable Template template, Function<String, @Nullable String> values, String without) {
        var domain = filled(template, values, without);
        return Fields.isHost(domain) ? domain : without;
    }

    /**
     * RFC 3325 §9.1: a user alone becomes a URI of the domain the call is said to come from. What it is says the template, never the call.
     */
    private static String identity(Template template, String filled, String domain) {
        var form = template.text();
        if (filled.isEmpty() || form.indexOf('<') >= 0) return filled;
        if (form.indexOf(':') >= 0) return "<" + filled + ">";
        if (form.indexOf('@') >= 0) return "<sip:" + filled + ">";
        return "<sip:" + filled + "@" + bracketed(domain) + ">";
    }

    static String bracketed(String domain) {
        return domain.indexOf(':') >= 0 ? "[" + domain + "]" : domain;
    }

    /** Values as they may stand in a header of any grammar: what a caller calls himself must not end a URI or begin another value. */
    private static Function<String, @Nullable String> escaped(Function<String, @Nullable String> values) {
        return name -> {
            var value = values.apply(name);
            if (value == null) return null;
            return switch (name) {
                case "from.name" -> value.replace("\\", "\\\\").replace("\"", "\\\"");
                case "from.domain", "to.domain", "account.domain", "account.d" -> bracketed(value);
                default -> Users.escaped(value);
            };
        };
    }

    /** Groups are those of from, to and ruri in this order; with their name each counts from 1. */
    private static Function<String, @Nullable String> values(
            NormalizationRule rule, Account account, CallNumbers asReceived) {
        var groups = new HashMap<String, String>();
        var all = new ArrayList<String>();
        var match = rule.match();
        name(groups, all, "from.", match.from().groups(asReceived.fromUser()));
        name(groups, all, "to.", match.to().groups(asReceived.toUser()));
        name(groups, all, "ruri.", match.ruri().groups(asReceived.ruriUser()));
        for (int i = 0; i < all.size(); i++) groups.put(Integer.toString(i + 1), all.get(i));
        return name -> switch (name) {
            case "from.user" -> asReceived.fromUser();
            case "from.name" -> asReceived.fromName();
            case "from.domain" -> asReceived.fromDomain();
            case "to.user" -> asReceived.toUser();
            case "to.domain" -> asReceived.toDomain();
            case "ruri.user" -> asReceived.ruriUser();
            case "account.username" -> account.username();
            case "account.domain" -> account.domain();
            case "account.code" -> account.code();
            case "account.d" -> account.d();
            default -> groups.get(name);
        };
    }

    private static void name(Map<String, String> groups, List<String> all, String of, List<String> found) {
        for (int i = 0; i < found.size(); i++) groups.put(of + (i + 1), found.get(i));
        all.addAll(found);
    }
}
