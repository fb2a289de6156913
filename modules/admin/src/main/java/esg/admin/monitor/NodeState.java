package esg.admin.monitor;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one instance knows of itself at this moment.
 *
 * @param site the site the node stands in, {@code esg.site}
 * @param srvidx the instance's RoleID (MON-04)
 * @param node {@code name@address}
 * @param addr the node's address
 * @param online whether the node is a reachable member of the cluster
 * @param regs accounts served there, in any order; empty when offline
 * @param border rules of the border filter there, in any order; empty when offline
 */
public record NodeState(
        String site, int srvidx, String node, String addr, boolean online, List<Reg> regs, List<RuleCount> border) {

    public NodeState {
        regs = List.copyOf(regs);
        border = List.copyOf(border);
    }

    /** What of it belongs to a domain. */
    public NodeState narrowedTo(String d) {
        return new NodeState(
                site,
                srvidx,
                node,
                addr,
                online,
                regs.stream().filter(reg -> reg.d().equals(d)).toList(),
                List.of());
    }

    /**
     * A rule of the border filter.
     *
     * @param packets it has decided since the node started: packets, and connections that were asked for
     */
    public record RuleCount(String id, long packets) {
        /** Stands for all bans. */
        public static final String BANS = "esg:bans";

        /** Stands for requests of strangers that were not answered. */
        public static final String STRANGERS = "esg:strangers";
    }

    /** An instance nobody could reach. */
    public static NodeState offline(String site, int srvidx, String node, String addr) {
        return new NodeState(site, srvidx, node, addr, false, List.of(), List.of());
    }

    /**
     * One account as its owner sees it.
     *
     * @param code account code, unique in {@code d}
     * @param d tenant domain owning the account
     * @param user user name at the provider
     * @param domain the provider's domain
     * @param port remote port (proxy port)
     * @param proto {@code udp}, {@code tcp} or {@code tls}
     * @param addrs domain, proxy address and resolved addresses, distinct and in that order
     * @param regstate disabled, unregistered, registering, registered or failed
     * @param pingstate disabled, pending, ok or failed
     * @param lastResponse status line, then one header an element (MON-05); empty before the first answer
     * @param onlinetrunkcount trunks in use, on all nodes
     * @param nextattempt when REGISTER is sent next; null when none is planned
     * @param failure why registration failed last; null when it did not
     * @param granted seconds granted by the registrar; null when not registered
     * @param ownersince since when this instance serves the account; null when unknown
     * @param since since when it is registered there, or is not; null when unknown, as of nodes of 0.1
     */
    public record Reg(
            String code,
            String d,
            String user,
            String domain,
            int port,
            String proto,
            List<String> addrs,
            String regstate,
            String pingstate,
            List<String> lastResponse,
            int onlinetrunkcount,
            @Nullable Instant nextattempt,
            @Nullable String failure,
            @Nullable Integer granted,
            @Nullable Instant ownersince,
            @Nullable Instant since) {

        public Reg {
            addrs = List.copyOf(addrs);
            lastResponse = List.copyOf(lastResponse);
        }
    }

    /**
     * One call through an account, live or recently ended.
     *
     * @param id names the call in {@code /api/monitor/v1/calls/{id}}
     * @param direction {@code in} (from the provider) or {@code out}
     * @param callIds Call-ID of each leg
     * @param status final SIP status; null while the call lives
     * @param reason why it ended; null while the call lives
     * @param media what was heard of it where its media passes the node
     * @param dumb {@code caller} or {@code callee}, when one was not heard while the other spoke; null for neither
     */
    public record Call(
            String id,
            String code,
            String d,
            String direction,
            String from,
            String to,
            String state,
            Instant started,
            @Nullable Instant answered,
            @Nullable Instant ended,
            List<String> callIds,
            @Nullable Integer status,
            @Nullable String reason,
            List<Stream> media,
            @Nullable String dumb) {

        public Call {
            callIds = List.copyOf(callIds);
            media = List.copyOf(Objects.requireNonNullElse(media, List.of())); // older nodes tell none
        }
    }

    /**
     * What came from one end of a call.
     *
     * @param end {@code caller} or {@code callee}
     * @param kind {@code audio}, {@code video} …
     * @param from {@code address:port}; "" while nothing has come
     * @param packets of RTP; {@code bytes} likewise
     * @param lost packets, by their numbers
     * @param jitter milliseconds
     * @param strangers packets from elsewhere, which were dropped
     * @param heard when the last packet came; null for never
     */
    public record Stream(
            String end,
            String kind,
            String from,
            long packets,
            long bytes,
            long lost,
            double jitter,
            long strangers,
            @Nullable Instant heard) {}
}
