package esg.esg.node;

import com.typesafe.config.Config;
import esg.cluster.Members;
import esg.esg.metrics.NodeMetrics;
import esg.esg.metrics.Source;
import esg.esg.records.CallRecords;
import esg.esg.settings.Version;
import esg.esg.webhook.Webhooks;

/** Tells the metrics where their figures come from. */
final class NodeMeters {
    private NodeMeters() {}

    /** What is told and written beside calls. */
    record Kept(Packets packets, Webhooks webhooks, CallRecords records) {}

    static NodeMetrics start(Config config, Telephony serving, Members members, Kept kept) {
        var source = new Source(
                Version.TEXT,
                kept.packets().counted(),
                serving::accountsByState,
                serving::callsByDirection,
                serving::transactions,
                serving::border,
                members::list,
                kept.webhooks()::count,
                kept.packets().copies()::count,
                kept.records()::count);
        var metrics = NodeMetrics.of(source, config.getBoolean("esg.metrics.by-account"));
        serving.whenCallEnds(call -> metrics.ended(call.get()));
        return metrics;
    }
}
