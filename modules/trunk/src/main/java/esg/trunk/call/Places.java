package esg.trunk.call;

import esg.trunk.call.Descriptions.Joined;
import esg.trunk.call.Descriptions.Then;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.leg.Body;
import esg.trunk.refer.SessionText;
import org.jspecify.annotations.Nullable;

/**
 * What is told where somebody takes another's place in a call: who stays goes on hearing of one session (RFC 3264 §8). A media gateway has
 * the newcomer where the old one was. Confined to the call.
 */
final class Places {
    private final Descriptions descriptions;
    private final @Nullable Anchor anchor;
    private final Origins origins;
    private final Turns turns;

    /** @param anchor null where media passes us by */
    Places(Descriptions descriptions, @Nullable Anchor anchor, Origins origins, Turns turns) {
        this.descriptions = descriptions;
        this.anchor = anchor;
        this.origins = origins;
        this.turns = turns;
    }

    /** Somebody is to take a party's place, and offers this to the one who stays. */
    void joins(Party place, byte[] sdp, Then then) {
        var gateway = anchor;
        if (gateway == null) then.told(new Body(SessionText.after(descriptions.of(place), sdp)));
        else ask(() -> gateway.offer(place, sdp, told(then)));
    }

    /**
     * What the one who stays answers to that, as the newcomer is to be told.
     *
     * @param before what the newcomer was told; empty for nothing
     */
    void agrees(Party staying, byte[] sdp, byte[] before, Then then) {
        var gateway = anchor;
        if (sdp.length == 0) then.told(new Body(before));
        else if (gateway == null) then.told(new Body(next(before, sdp)));
        else
            ask(() ->
                    gateway.answer(staying, sdp, turns.result(told -> then.told(new Body(next(before, told))), then)));
    }

    private static byte[] next(byte[] before, byte[] sdp) {
        if (before.length == 0) return sdp;
        return SessionText.same(before, sdp) ? before : SessionText.after(before, sdp);
    }

    /** It has the place. */
    void joined(Party place, Joined joined) {
        descriptions.joined(place, joined);
        if (anchor != null) return; // keeps one session for each end by itself
        origins.told(place.other(), joined.said(), joined.told());
        origins.told(place, joined.answer(), joined.heard());
    }

    /** The newcomer does not come: who stays is to be told of the old one again, after this. */
    void leaves(Party place, byte[] after, Then then) {
        var gateway = anchor;
        var old = descriptions.said().get(place);
        if (gateway != null && old != null) {
            ask(() -> gateway.offer(place, old, told(then)));
            return;
        }
        var again = SessionText.after(after, descriptions.of(place));
        origins.told(place.other(), descriptions.of(place), again);
        then.told(new Body(again));
    }

    private void ask(Runnable question) {
        turns.take(() -> {
            turns.begin();
            question.run();
        });
    }

    private Anchor.Result told(Then then) {
        return turns.result(sdp -> then.told(new Body(sdp)), then);
    }
}
