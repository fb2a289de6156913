package esg.esg.events;

import esg.admin.bans.BanState;
import esg.admin.events.Event;
import esg.admin.monitor.NodeState.Call;
import esg.admin.monitor.NodeState.Reg;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What has happened between two looks at a node. */
final class Changes {
    /** The node's member state when it does not answer. */
    static final String UNREACHABLE = "unreachable";

    private final String node;
    private final Instant at;
    private final List<Event> events = new ArrayList<>();

    private Changes(String node, Instant at) {
        this.node = node;
        this.at = at;
    }

    /**
     * In an order that can be read: nodes, registrations, pings, bans, calls.
     *
     * @param at the time of the second look, which all of them get
     */
    static List<Event> between(Look before, Look now, String node, Instant at) {
        var changes = new Changes(node, at);
        changes.nodes(before.nodes(), now.nodes());
        changes.accounts(before.regs(), now.regs());
        changes.bans(before.bans(), now.bans());
        changes.calls(before.calls(), now.calls());
        return changes.events;
    }

    private void nodes(Map<String, String> before, Map<String, String> now) {
        now.forEach((name, state) -> {
            if (state.equals(before.get(name))) return;
            var data = data();
            data.put("node", name);
            data.put("state", state);
            events.add(new Event("node", "", data));
        });
    }

    private void accounts(List<Reg> before, List<Reg> now) {
        var known = byKey(before, Changes::key);
        for (var reg : now) {
            var was = known.get(key(reg));
            if (was == null
                    || !was.regstate().equals(reg.regstate())
                    || !Objects.equals(was.failure(), reg.failure())) {
                var data = account(reg.d(), reg.code());
                data.put("regstate", reg.regstate());
                put(data, "failure", reg.failure());
                events.add(new Event("registration", reg.d(), data));
            }
            if (was == null || was.pingstate().equals(reg.pingstate())) continue;
            var data = account(reg.d(), reg.code());
            data.put("pingstate", reg.pingstate());
            events.add(new Event("ping", reg.d(), data));
        }
    }

    private static String key(Reg reg) {
        return reg.d() + "/" + reg.code();
    }

    private void bans(List<BanState> before, List<BanState> now) {
        var known = byKey(before, BanState::address);
        var there = byKey(now, BanState::address);
        now.stream().filter(ban -> !known.containsKey(ban.address())).forEach(ban -> {
            var data = data();
            data.put("address", ban.address());
            data.put("state", "banned");
            ban.until().ifPresent(until -> data.put("until", until.toString()));
            events.add(new Event("ban", "", data));
        });
        before.stream().filter(ban -> !there.containsKey(ban.address())).forEach(ban -> {
            var data = data();
            data.put("address", ban.address());
            data.put("state", "lifted");
            events.add(new Event("ban", "", data));
        });
    }

    /** One that has left the list of recent ones says nothing any more. */
    private void calls(List<Call> before, List<Call> now) {
        var known = byKey(before, Call::id);
        now.stream()
                .filter(call -> differs(known.get(call.id()), call))
                .sorted(Comparator.comparing(Call::started))
                .forEach(call -> {
                    var data = account(call.d(), call.code());
                    data.put("id", call.id());
                    data.put("state", call.state());
                    data.put("direction", call.direction());
                    data.put("from", call.from());
                    data.put("to", call.to());
                    put(data, "status", call.status());
                    put(data, "reason", call.reason());
                    events.add(new Event("call", call.d(), data));
                });
    }

    private static boolean differs(@Nullable Call was, Call call) {
        return was == null || !was.state().equals(call.state());
    }

    private static <T> Map<String, T> byKey(List<T> all, Function<T, String> key) {
        return all.stream().collect(Collectors.toMap(key, Function.identity(), (one, _) -> one));
    }

    private Map<String, Object> account(String d, String code) {
        var data = data();
        data.put("d", d);
        data.put("code", code);
        return data;
    }

    private Map<String, Object> data() {
        var data = new LinkedHashMap<String, Object>();
        data.put("at", at.toString());
        data.put("node", node);
        return data;
    }

    private static void put(Map<String, Object> data, String field, @Nullable Object value) {
        if (value != null) data.put(field, value);
    }
}
