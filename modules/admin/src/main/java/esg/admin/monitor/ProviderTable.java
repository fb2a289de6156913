package esg.admin.monitor;

import esg.admin.monitor.Provider.Served;
import esg.domain.account.Account;
import esg.domain.account.AccountId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All accounts of the configuration with who serves them (MON-01), and the documents about them. */
public final class ProviderTable {
    private final Map<AccountId, Provider> providers;
    private final List<String> offline;

    private ProviderTable(Map<AccountId, Provider> providers, List<String> offline) {
        this.providers = providers;
        this.offline = offline;
    }

    /** What is served and no longer configured is left out: it is about to end. */
    public static ProviderTable of(Map<AccountId, Account> configured, List<NodeState> nodes) {
        var served = new HashMap<AccountId, Served>();
        for (var node : nodes) {
            for (var reg : node.regs()) {
                var here = new Served(node.node(), node.srvidx(), reg);
                served.merge(new AccountId(reg.d(), reg.code()), here, Served::orLater);
            }
        }
        var providers = new HashMap<AccountId, Provider>();
        configured.forEach(
                (id, account) -> providers.put(id, new Provider(account, Optional.ofNullable(served.get(id)))));
        var offline = nodes.stream()
                .filter(node -> !node.online())
                .map(NodeState::node)
                .sorted()
                .toList();
        return new ProviderTable(providers, offline);
    }

    /** {@code GET /api/monitor/v1/providers}: a page of those that fit; how many these are, and how many in each state, whatever state is wanted. */
    public Map<String, Object> page(ProviderSearch search, ProviderOrder order, int offset, int limit) {
        var fitting = providers.values().stream().filter(search::fits).toList();
        var wanted = fitting.stream()
                .filter(search::fitsState)
                .sorted(order.comparator())
                .toList();
        var data = new LinkedHashMap<String, Object>();
        data.put("total", wanted.size());
        data.put("offset", offset);
        data.put("counts", counts(fitting));
        data.put("offline", offline);
        data.put(
                "providers",
                wanted.stream()
                        .skip(offset)
                        .limit(limit)
                        .map(ProviderTable::document)
                        .toList());
        return MonitorDocuments.envelope(data);
    }

    /** {@code GET /api/monitor/v1/providers/{d}/{code}}; empty when it is not configured. */
    public Optional<Map<String, Object>> one(AccountId id) {
        return Optional.ofNullable(providers.get(id)).map(found -> MonitorDocuments.envelope(document(found)));
    }

    private static Map<String, Long> counts(List<Provider> fitting) {
        var counts = new LinkedHashMap<String, Long>();
        for (var state : ProviderSearch.STATES) {
            counts.put(
                    state,
                    fitting.stream()
                            .filter(one -> ProviderSearch.stands(one, state))
                            .count());
        }
        counts.put("all", (long) fitting.size());
        return counts;
    }

    private static Map<String, @Nullable Object> document(Provider provider) {
        var account = provider.account();
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("id", provider.id());
        document.put("docid", account.id());
        document.put("d", account.d());
        document.put("code", account.code());
        document.put("name", account.name());
        document.put("enabled", account.enabled());
        document.put("reg", account.reg());
        document.put("user", account.username());
        document.put("domain", account.domain());
        document.put("port", account.proxyport());
        document.put("proto", account.transport().token());
        document.put("serveridxs", account.serveridxs());
        document.put("regstate", provider.regstate());
        document.put("pingstate", provider.pingstate());
        document.put("node", null);
        document.put("srvidx", null);
        document.put("ownersince", null);
        document.put("last_response", List.of());
        if (account.trunks() != null) document.put("trunks", account.trunks());
        document.put("onlinetrunkcount", 0);
        provider.served().ifPresent(served -> put(document, served));
        return document;
    }

    private static void put(Map<String, @Nullable Object> document, Served served) {
        var reg = served.reg();
        document.put("node", served.node());
        document.put("srvidx", served.srvidx());
        document.put("last_response", reg.lastResponse());
        document.put("onlinetrunkcount", reg.onlinetrunkcount());
        putText(document, "ownersince", reg.ownersince());
        putText(document, "since", reg.since());
        putText(document, "nextattempt", reg.nextattempt());
        putText(document, "failure", reg.failure());
        if (reg.granted() != null) document.put("granted", reg.granted());
    }

    private static void putText(Map<String, @Nullable Object> document, String name, @Nullable Object value) {
        if (value != null) document.put(name, value.toString());
    }
}
