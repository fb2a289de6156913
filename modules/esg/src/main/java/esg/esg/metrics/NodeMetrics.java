package esg.esg.metrics;

import esg.admin.monitor.NodeState.RuleCount;
import esg.cluster.MemberInfo;
import esg.domain.account.Transport;
import esg.esg.records.CallRecords;
import esg.media.relay.MediaFigures;
import esg.trunk.call.CallView;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** All meters of a node; docs/metrics.md has the same list, which a test compares. */
public final class NodeMetrics implements AutoCloseable {
    /** Micrometer's names of these end in a word that Prometheus has another use for ({@code promtool check metrics}). */
    private static final Set<String> MISNAMED = Set.of("process.cpu.time", "system.cpu.count");

    private static final List<String> REGSTATES =
            List.of("disabled", "unregistered", "registering", "registered", "failed");
    private static final Duration[] SETUP_SECONDS = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(20),
        Duration.ofSeconds(40)
    };

    private static final Set<String> KINDS = Set.of("audio", "video", "image", "text");
    private static final double MILLIS = 1_000;

    private final PrometheusMeterRegistry registry = registry();
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final MeterProvider<Counter> ended =
            counter("esg.calls.ended", "Calls that have ended, by the final answer their caller got; 0 for none");
    private final MeterProvider<Timer> setup = Timer.builder("esg.call.setup")
            .description("From the INVITE to the answer, of calls that were answered")
            .serviceLevelObjectives(SETUP_SECONDS)
            .withRegistry(registry);
    private final MeterProvider<Counter> talked =
            counter("esg.call.talk.seconds", "How long calls that have ended were talked in");
    private final MeterProvider<Counter> media =
            counter("esg.media.packets", "RTP packets heard in calls that have ended, where media passes the gateway");
    private final MeterProvider<Counter> lost =
            counter("esg.media.lost.packets", "RTP packets missing in calls that have ended, by their numbers");
    private final MeterProvider<Counter> oneWay =
            counter("esg.calls.oneway", "Calls that have ended in which one end was not heard while the other spoke");
    private final Source source; // meters do not hold on to what they read
    private final boolean byAccount;

    private NodeMetrics(Source source, boolean byAccount) {
        this.source = source;
        this.byAccount = byAccount;
    }

    /**
     * Begins to count.
     *
     * @param byAccount whether calls are counted for each account, which is a series for each of its codes and directions
     */
    public static NodeMetrics of(Source source, boolean byAccount) {
        var metrics = new NodeMetrics(source, byAccount);
        metrics.bind();
        return metrics;
    }

    private void bind() {
        Gauge.builder("esg.build.info", () -> 1)
                .description("Which ESG this is; always 1")
                .tag("version", source.version())
                .register(registry);
        packets(source.packets());
        accounts(source);
        border(source);
        members(source);
        webhooks(source);
        copies(source);
        records(source);
        machine(registry, collections);
    }

    private void packets(CountedPackets packets) {
        for (var kind : CountedPackets.Kind.values()) {
            for (var transport : Transport.values()) {
                FunctionCounter.builder("esg.packets", packets, counted -> counted.count(kind, transport))
                        .description(
                                "SIP packets of the node's sockets: received, sent, not sent, or banned before they were read")
                        .tag("result", kind.name().toLowerCase(Locale.ROOT))
                        .tag("transport", transport.name().toLowerCase(Locale.ROOT))
                        .register(registry);
            }
        }
    }

    private void accounts(Source source) {
        for (var state : REGSTATES) {
            Gauge.builder("esg.accounts", source, now -> now.accounts().get().getOrDefault(state, 0))
                    .description("Accounts this node serves, by the state of their registration")
                    .tag("regstate", state)
                    .register(registry);
        }
        for (var direction : List.of("in", "out")) {
            Gauge.builder("esg.calls.live", source, now -> now.trunks().get().getOrDefault(direction, 0))
                    .description("Calls of this node that have not ended")
                    .tag("direction", direction)
                    .register(registry);
        }
        Gauge.builder("esg.transactions.live", source, now -> now.transactions().getAsInt())
                .description("SIP transactions this node remembers")
                .register(registry);
    }

    private void border(Source source) {
        dropped(source, "rule", count -> !count.id().startsWith("esg:"));
        dropped(source, "ban", count -> count.id().equals(RuleCount.BANS));
        dropped(source, "stranger", count -> count.id().equals(RuleCount.STRANGERS));
    }

    private void dropped(Source source, String by, Predicate<RuleCount> counts) {
        ToDoubleFunction<Source> sum = now -> now.border().get().stream()
                .filter(counts)
                .mapToLong(RuleCount::packets)
                .sum();
        FunctionCounter.builder("esg.border.decisions", source, sum)
                .description(
                        "Packets that a rule of the border filter or a ban decided about, or a stranger's request that nobody answered")
                .tag("by", by)
                .register(registry);
    }

    private void members(Source source) {
        Gauge.builder("esg.cluster.members", source, now -> count(now, true))
                .description("Nodes of the cluster as this one sees them")
                .tag("reachable", "true")
                .register(registry);
        Gauge.builder("esg.cluster.members", source, now -> count(now, false))
                .description("Nodes of the cluster as this one sees them")
                .tag("reachable", "false")
                .register(registry);
    }

    private void webhooks(Source source) {
        for (var result : List.of("sent", "given_up", "lost")) {
            FunctionCounter.builder(
                            "esg.webhook.events", source, now -> now.webhooks().applyAsLong(result))
                    .description(
                            "Events posted to webhooks, given up after too many tries, or lost since too many waited")
                    .tag("result", result)
                    .register(registry);
        }
    }

    private void copies(Source source) {
        for (var result : List.of("sent", "dropped")) {
            FunctionCounter.builder(
                            "esg.hep.packets", source, now -> now.copies().applyAsLong(result))
                    .description("Copies of SIP packets for HEP collectors: sent, or dropped since one is slow or away")
                    .tag("result", result)
                    .register(registry);
        }
    }

    private void records(Source source) {
        for (var place : CallRecords.PLACES) {
            for (var result : List.of("written", "dropped")) {
                FunctionCounter.builder(
                                "esg.records", source, now -> now.records().applyAsLong(place, result))
                        .description("Records of calls that were written, or lost since too many waited")
                        .tag("to", place)
                        .tag("result", result)
                        .register(registry);
            }
            Gauge.builder("esg.records.waiting", source, now -> now.records().applyAsLong(place, "waiting"))
                    .description("Records of calls that are to be written")
                    .tag("to", place)
                    .register(registry);
        }
    }

    private static long count(Source source, boolean reachable) {
        return source.members().get().stream()
                .filter(MemberInfo::isMember)
                .filter(member -> member.reachable() == reachable)
                .count();
    }

    private static PrometheusMeterRegistry registry() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().meterFilter(MeterFilter.deny(id -> MISNAMED.contains(id.getName())));
        return registry;
    }

    private static void machine(MeterRegistry registry, JvmGcMetrics collections) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** A call has ended. For any thread; costs a look into a table. */
    public void ended(CallView call) {
        var direction = Tags.of("direction", call.direction());
        int code = call.code() == null ? 0 : call.code();
        var account = byAccount ? call.account().toString() : "";
        ended.withTags(direction.and("status", Integer.toString(code), "account", account))
                .increment();
        if (call.answered() != null) answered(call, direction);
        for (var stream : call.media().streams()) heard(stream);
        if (!call.dumb().isEmpty()) oneWay.withTags("end", call.dumb()).increment();
    }

    private void answered(CallView call, Tags direction) {
        setup.withTags(direction).record(Duration.between(call.started(), call.answered()));
        if (call.ended() == null) return;
        var talk = Duration.between(call.answered(), call.ended());
        talked.withTags(direction).increment(talk.toMillis() / MILLIS);
    }

    private void heard(MediaFigures.Stream stream) {
        var end = Tags.of("end", stream.end().name().toLowerCase(Locale.ROOT), "kind", kind(stream));
        media.withTags(end).increment((double) stream.packets());
        lost.withTags(end).increment((double) stream.lost());
    }

    /** Peers write what they like there, and each word would be a series. */
    private static String kind(MediaFigures.Stream stream) {
        return KINDS.contains(stream.kind()) ? stream.kind() : "other";
    }

    private MeterProvider<Counter> counter(String name, String description) {
        return Counter.builder(name).description(description).withRegistry(registry);
    }

    /** All of it, in the text format of Prometheus. */
    public String text() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
