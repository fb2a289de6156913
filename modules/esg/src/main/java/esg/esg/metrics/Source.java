package esg.esg.metrics;

import esg.admin.monitor.NodeState.RuleCount;
import esg.cluster.MemberInfo;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongBiFunction;
import java.util.function.ToLongFunction;

/**
 * Where a node's figures come from. All of it is asked whenever somebody reads the metrics, on any thread.
 *
 * @param version of the program
 * @param packets that went through its sockets
 * @param accounts served here, by their state
 * @param trunks calls that live, by {@code in} and {@code out}
 * @param transactions of SIP that are remembered
 * @param border how often rules, bans and silence towards strangers have decided
 * @param members of the cluster
 * @param webhooks how many events were {@code sent}, {@code given_up} or {@code lost}
 * @param copies how many copies of packets for collectors were {@code sent} or {@code dropped}
 * @param records of calls for the {@code database} or the {@code file}: how many were {@code written} or {@code dropped}, or are {@code waiting}
 */
public record Source(
        String version,
        CountedPackets packets,
        Supplier<Map<String, Integer>> accounts,
        Supplier<Map<String, Integer>> trunks,
        IntSupplier transactions,
        Supplier<List<RuleCount>> border,
        Supplier<List<MemberInfo>> members,
        ToLongFunction<String> webhooks,
        ToLongFunction<String> copies,
        ToLongBiFunction<String, String> records) {}
