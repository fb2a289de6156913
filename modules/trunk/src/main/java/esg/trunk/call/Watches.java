package esg.trunk.call;

import esg.domain.Rejection;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.leg.Watch;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks after both ends of a call that stands: one that is gone takes the other along. Belongs to the call's actor. */
final class Watches {
    private final InsideDialog inside;
    private final CallKeeper keeper;
    private final Map<Party, Watch> watches = new EnumMap<>(Party.class);

    Watches(InsideDialog inside, CallKeeper keeper) {
        this.inside = inside;
        this.keeper = keeper;
    }

    void begin() {
        for (var party : Party.values()) begin(party);
    }

    /** Begins with the dialog that party has now. */
    void begin(Party party) {
        var before = watches.remove(party);
        if (before != null) before.stop();
        var watch = inside.watch(party, new Watch.Watched() {
            @Override
            public byte @Nullable [] told() {
                return inside.told(party);
            }

            @Override
            public boolean offering() {
                return inside.offering();
            }

            @Override
            public void agreed() {
                keeper.changed();
            }

            @Override
            public void gone(Rejection why, String how) {
                inside.gone(party, why, how);
            }
        });
        if (watch != null) watches.put(party, watch);
    }

    /** Whoever says something is there. */
    void heard(CallCommand command) {
        var by = switch (command) {
            case CallCommand.InDialog(Party party, var _) -> party;
            case CallCommand.Acked(Party party, var _) -> party;
            case CallCommand.Relayed(Passing passing, var _) -> passing.from().other();
            default -> null;
        };
        var watch = by == null ? null : watches.get(by);
        if (watch != null) watch.heard();
    }

    void stop() {
        watches.values().forEach(Watch::stop);
        watches.clear();
    }
}
