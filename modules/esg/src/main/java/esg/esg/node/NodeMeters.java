package esg.esg.node;

import com.typesafe.config.Config;
import esg.cluster.Members;
import esg.esg.metrics.NodeMetrics;
import esg.esg.metrics.Source;
import esg.esg.settings.Version;
import esg.esg.webhook.Webhooks;

/** Tells the metrics where their figures come from. */
final class NodeMeters {
    private NodeMeters() {}

    static NodeMetrics start(Config config, Telephony serving, Members members, Packets packets, Webhooks webhooks) {
        var source = new Source(
                Version.TEXT,
                packets.counted(),
                serving::accountsByState,
                serving::callsByDirection,
                serving::transactions,
                serving::border,
                members::list,
                webhooks::count,
                packets.copies()::count);
        var metrics = NodeMetrics.of(source, config.getBoolean("esg.metrics.by-account"));
        serving.whenCallEnds(metrics::ended);
        return metrics;
    }
}
