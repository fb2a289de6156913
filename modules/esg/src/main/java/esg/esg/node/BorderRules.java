package esg.esg.node;

import esg.domain.border.BorderFilter;
import esg.domain.border.BorderRule;
import esg.domain.config.ConfigFeed;
import esg.sip.border.Border;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the configured rules to the node's border, now and after every change (BRD-01). */
final class BorderRules {
    private static final Logger log = LoggerFactory.getLogger(BorderRules.class);

    private final ConfigFeed feed;
    private final Border border;
    private List<BorderRule> used = List.of();

    private BorderRules(ConfigFeed feed, Border border) {
        this.feed = feed;
        this.border = border;
    }

    /** As long as the feed lives; the rules of now are in force when this returns. */
    static void follow(ConfigFeed feed, Border border) {
        var rules = new BorderRules(feed, border);
        var _ = feed.subscribe(_ -> rules.take());
        rules.take();
    }

    /** Reads them while nobody else does, so that an older state never follows a newer one. */
    private synchronized void take() {
        var rules = feed.current().border();
        if (rules.equals(used)) return;
        border.use(BorderFilter.of(rules));
        used = rules;
        log.info("border rules in force rules={}", rules.size());
    }
}
