package esg.esg.events;

import esg.admin.bans.BanState;
import esg.admin.monitor.NodeState.Call;
import esg.admin.monitor.NodeState.Reg;
import java.util.List;
import java.util.Map;

/**
 * How a node is at one moment.
 *
 * @param regs accounts it serves
 * @param calls live and recent ones
 * @param nodes state of each node as this one sees it: its member state, {@code unreachable}, or {@code removed}
 * @param bans sources it has banned itself
 */
record Look(List<Reg> regs, List<Call> calls, Map<String, String> nodes, List<BanState> bans) {
    static final Look NOTHING = new Look(List.of(), List.of(), Map.of(), List.of());
}
