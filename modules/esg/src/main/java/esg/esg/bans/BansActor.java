package esg.esg.bans;

import esg.admin.bans.BanState;
import esg.domain.ban.Offence;
import esg.sip.ban.BanView;
import esg.sip.ban.Bans;
import esg.sip.ban.Imposed;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Speaks for the bans of its node. */
final class BansActor {
    /** Its name under {@code /system}, the same on every node. */
    static final String NAME = "esg-bans";

    /** Sources told of at once: with 250 bytes each they fit into a frame between nodes (256 KiB). */
    static final int MOST = 500;

    private BansActor() {}

    static Behavior<BanCommand> create(String node, Bans bans) {
        return Behaviors.receiveMessage(command -> {
            switch (command) {
                case BanCommand.Tell(var replyTo) -> replyTo.tell(new BanCommand.Told(node, states(bans.list(MOST))));
                case BanCommand.Lift(var address, var replyTo) ->
                    replyTo.tell(new BanCommand.Lifted(bans.lift(address)));
                case BanCommand.Follow(var by, var address, var term, var why) ->
                    bans.adopt(new Imposed(address, term, why), by);
            }
            return Behaviors.same();
        });
    }

    static List<BanState> states(List<BanView> views) {
        return views.stream().map(BansActor::state).toList();
    }

    private static BanState state(BanView view) {
        var offences = new HashMap<String, Integer>();
        for (var offence : Offence.values()) {
            var times = view.offences().get(offence);
            if (times != null) offences.put(offence.token(), times);
        }
        return new BanState(
                view.address(),
                view.state().name().toLowerCase(Locale.ROOT),
                offences,
                view.until(),
                view.packets(),
                view.bans(),
                view.alarms(),
                view.node(),
                view.note());
    }
}
