package esg.trunk.ping;

import java.util.ArrayList;
import java.util.List;

/**
 * The last pings of an account, the newest last. One lost packet is no outage, and one that came through is no recovery when most are lost.
 *
 * @param lost of each: whether it was lost
 */
record PingWindow(PingState state, List<Boolean> lost) {
    static final PingWindow EMPTY = new PingWindow(PingState.PENDING, List.of());

    PingWindow {
        lost = List.copyOf(lost);
    }

    PingWindow after(boolean isLost, PingSettings settings) {
        var all = new ArrayList<>(lost);
        all.add(isLost);
        var last = all.subList(Math.max(0, all.size() - settings.window()), all.size());
        return new PingWindow(state(last, settings), last);
    }

    private PingState state(List<Boolean> last, PingSettings settings) {
        long missing = last.stream().filter(one -> one).count();
        if (missing >= settings.failedAfter()) {
            return answeredInARow(last) >= settings.okAfter() ? PingState.OK : PingState.FAILED;
        }
        if (state == PingState.OK) return PingState.OK;
        int needed = state == PingState.PENDING ? 1 : settings.okAfter();
        return answeredInARow(last) >= needed ? PingState.OK : state;
    }

    private static int answeredInARow(List<Boolean> last) {
        int count = 0;
        while (count < last.size() && !last.get(last.size() - 1 - count)) count++;
        return count;
    }
}
