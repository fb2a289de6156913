package esg.sip.ban;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import esg.domain.ban.Answering;
import esg.domain.ban.BanPolicy;
import esg.domain.ban.BanPolicy.Budget;
import esg.domain.ban.Offence;
import esg.domain.pattern.Pattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Settings {@code esg.bans}; units and reasons stand in {@code reference.conf}.
 *
 * @param enabled whether anything is held against anybody; pinned bans apply in any case
 * @param exempt senders that are never banned, besides the gateway's own
 * @param most sources remembered, and sources banned, each
 */
public record BanSettings(
        boolean enabled, Answering strangers, List<Pattern> exempt, BanPolicy policy, Duration vouchedFor, Most most) {
    /** Bounds of memory, in sources. */
    public record Most(int watched, int banned) {}

    /** Nobody is banned but by operators, everybody is answered. */
    public static final BanSettings OFF = new BanSettings(
            false,
            Answering.ALL,
            List.of(),
            new BanPolicy(
                    Map.of(),
                    new Budget(1, Duration.ofSeconds(1)),
                    new Budget(1, Duration.ofSeconds(1)),
                    List.of(Duration.ofSeconds(1)),
                    Duration.ofSeconds(1)),
            Duration.ofSeconds(1),
            new Most(1, 1_000));

    public BanSettings {
        exempt = List.copyOf(exempt);
    }

    /**
     * Reads {@code esg.bans}.
     *
     * @throws ConfigException naming file, key and reason
     */
    public static BanSettings from(Config root) {
        var bans = root.getConfig("esg.bans");
        var word = bans.getString("strangers");
        var strangers = Answering.named(word)
                .orElseThrow(() -> bad(bans, "strangers", "must be invites, all or none, not \"" + word + "\""));
        var policy = new BanPolicy(
                weights(bans),
                budget(bans, "budget"),
                budget(bans, "known-budget"),
                terms(bans),
                atLeast(bans, "forget-after", 1_000));
        var most = new Most(positive(bans, "max-watched"), positive(bans, "max-banned"));
        return new BanSettings(
                bans.getBoolean("enabled"), strangers, exempt(bans), policy, atLeast(bans, "vouched-for", 1_000), most);
    }

    private static Map<Offence, Integer> weights(Config bans) {
        var weights = new EnumMap<Offence, Integer>(Offence.class);
        for (var offence : Offence.values()) {
            var key = "weights." + offence.token();
            int weight = bans.getInt(key);
            if (weight < 0) throw bad(bans, key, "must not be negative");
            weights.put(offence, weight);
        }
        return weights;
    }

    private static Budget budget(Config bans, String key) {
        return new Budget(positive(bans, key + ".size"), atLeast(bans, key + ".refill", 1));
    }

    private static List<Duration> terms(Config bans) {
        var terms = bans.getDurationList("terms");
        if (terms.isEmpty()) throw bad(bans, "terms", "must hold at least one duration");
        for (var term : terms) {
            if (term.toMillis() < 1_000) throw bad(bans, "terms", "must hold durations of at least 1 s");
        }
        return terms;
    }

    private static List<Pattern> exempt(Config bans) {
        var exempt = new ArrayList<Pattern>();
        for (var text : bans.getStringList("exempt")) {
            try {
                exempt.add(Pattern.address(text));
            } catch (IllegalArgumentException e) {
                throw bad(bans, "exempt", String.valueOf(e.getMessage()));
            }
        }
        return exempt;
    }

    private static int positive(Config bans, String key) {
        int number = bans.getInt(key);
        if (number < 1) throw bad(bans, key, "must be at least 1");
        return number;
    }

    private static Duration atLeast(Config bans, String key, long millis) {
        var duration = bans.getDuration(key);
        if (duration.toMillis() < millis) throw bad(bans, key, "must be at least " + Duration.ofMillis(millis));
        return duration;
    }

    private static ConfigException bad(Config bans, String key, String why) {
        return new ConfigException.BadValue(bans.getValue(key).origin(), "esg.bans." + key, why);
    }
}
