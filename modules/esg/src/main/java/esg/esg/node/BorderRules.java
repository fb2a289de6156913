package esg.esg.node;

import esg.domain.border.BorderFilter;
import esg.domain.config.ConfigFeed;
import esg.sip.border.Border;
import esg.trunk.call.Dialogs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the configured rules to the node's border, now and after every change (BRD-01). */
final class BorderRules {
    private static final Logger log = LoggerFactory.getLogger(BorderRules.class);

    private BorderRules() {}

    /** As long as the feed lives. */
    static void follow(ConfigFeed feed, Border border, Dialogs dialogs) {
        border.spare(dialogs::has);
        var _ = feed.subscribe(change -> {
            if (change.after().border().equals(change.before().border())) return;
            border.use(BorderFilter.of(change.after().border()));
            log.info("border rules changed rules={}", change.after().border().size());
        });
        border.use(BorderFilter.of(feed.current().border()));
    }
}
