package esg.trunk.call;

import esg.domain.Rejection;
import esg.sip.message.SipMessage;
import esg.sip.transport.Flow;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.leg.Body;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the parties of a call say of their media, and what each is told of the other's: as it is (MED-01), or as the media gateway says it
 * (MED-02, MED-03). Remembers only where the last of it stands: in messages that the call holds anyway. Confined to the call.
 */
final class Descriptions {
    private static final byte[] NOTHING = {};

    /** Who waits for what is told. */
    interface Then {
        /** On the loop of the call; at once where there is nothing to wait for. */
        void told(Body body);

        /** The media gateway cannot. */
        void failed(Rejection why);

        static Then of(Consumer<Body> told, Consumer<Rejection> failed) {
            return new Then() {
                @Override
                public void told(Body body) {
                    told.accept(body);
                }

                @Override
                public void failed(Rejection why) {
                    failed.accept(why);
                }
            };
        }
    }

    private final Map<Party, Supplier<byte[]>> said = new EnumMap<>(Party.class);
    private final Map<Party, Supplier<byte[]>> told = new EnumMap<>(Party.class);
    private final Turns turns = new Turns();
    private final @Nullable Anchor anchor;
    private final Origins origins = new Origins();
    private final Places places;
    private @Nullable Offer open;
    private @Nullable Party offered; // who offered last

    /** One that has no answer yet. {@code told} is what its receiver was told. */
    private record Offer(Party from, Supplier<byte[]> said, Supplier<byte[]> told) {}

    /** @param anchor null where media passes us by */
    Descriptions(@Nullable Anchor anchor) {
        this.anchor = anchor;
        this.places = new Places(this, anchor, origins, turns);
    }

    /** Where somebody takes another's place. */
    Places places() {
        return places;
    }

    /** Whether media is ours. */
    boolean isAnchored() {
        return anchor != null;
    }

    /** Whether re-INVITEs end here (MED-02). */
    boolean endHere() {
        return anchor != null && anchor.endsReinvites();
    }

    /** Who tells of keys by INFO, while the other does by telephone events; null where both tell as they like. */
    @Nullable
    Party tellsByInfo() {
        return anchor == null ? null : anchor.tellsByInfo();
    }

    /** False when that party knows no telephone events. */
    boolean dial(Party to, char key, int millis) {
        return anchor != null && anchor.dial(to, key, millis);
    }

    /** Where a party is, as far as the media gateway has to know. */
    void reach(Party party, Flow flow) {
        if (anchor != null) anchor.at(party, flow);
    }

    /** A message that carries an offer, if it carries a session description at all. */
    void offer(Party from, SipMessage message, Then then) {
        inTurn(() -> pass(from, message, true, then));
    }

    /** A message that carries an answer, if it carries a session description at all. */
    void answer(Party from, SipMessage message, Then then) {
        inTurn(() -> pass(from, message, false, then));
    }

    /** One that carries an answer where the other party waits for one, and an offer where it does not. */
    void either(Party from, SipMessage message, Then then) {
        inTurn(() -> pass(from, message, open == null || open.from != from.other(), then));
    }

    /** Whether each has heard of the other, and no offer is open. */
    boolean areAgreed() {
        return open == null && told.size() == Party.values().length;
    }

    /** What the other party last said, once more as an offer; nothing new where media passes us by. */
    void repeat(Party to, Then then) {
        var gateway = anchor;
        var last = said.get(to.other());
        var known = told.get(to);
        if (gateway == null || last == null) {
            then.told(known == null ? Body.RECEIVED : new Body(known.get()));
            return;
        }
        inTurn(() -> {
            turns.begin();
            gateway.offer(to.other(), last.get(), turns.result(sdp -> then.told(new Body(sdp)), then));
        });
    }

    /** The last offer came to nothing (RFC 3264 §8). */
    void rejected() {
        open = null;
        if (anchor != null) anchor.rejected();
    }

    /** What the parties last said, by party; nothing of one that said nothing. */
    Map<Party, byte[]> said() {
        return values(said);
    }

    /** What each of them was last told of the other. */
    Map<Party, byte[]> told() {
        return values(told);
    }

    private static Map<Party, byte[]> values(Map<Party, Supplier<byte[]>> all) {
        var values = new HashMap<Party, byte[]>();
        all.forEach((party, bytes) -> values.put(party, bytes.get()));
        return values;
    }

    /** What was last told of a party's media; empty when nothing was. */
    byte[] of(Party party) {
        var known = told.get(party.other());
        return known == null ? NOTHING : known.get();
    }

    /** Somebody has that place now, and these were said. */
    void joined(Party place, Joined joined) {
        open = null;
        said.put(place, joined::said);
        told.put(place.other(), joined::told);
        told.put(place, joined::heard);
        if (joined.answer.length > 0) said.put(place.other(), joined::answer);
    }

    /**
     * Who is new, and who stays.
     *
     * @param said by the newcomer
     * @param told to the one who stays
     * @param answer of that one; empty when it said nothing new
     * @param heard by the newcomer
     */
    record Joined(byte[] said, byte[] told, byte[] answer, byte[] heard) {}

    /** What another node needs of it: what was said to a media gateway, which that node has one of its own for, else what was told. */
    Map<Party, byte[]> kept() {
        if (anchor != null) return said();
        var kept = new HashMap<Party, byte[]>();
        told.forEach((party, bytes) -> kept.put(party.other(), bytes.get()));
        return kept;
    }

    /** Of a call that another node has carried: {@code sdp} is what it has kept. */
    void adopted(Map<Party, byte[]> sdp) {
        sdp.forEach((party, bytes) -> {
            said.put(party, () -> bytes);
            told.put(party.other(), () -> bytes);
            origins.told(party.other(), bytes, bytes);
        });
    }

    /** Of a call that another node has carried, with a media gateway of its own: what was said there is said to ours. */
    void anew(Then then) {
        var gateway = anchor;
        var caller = said.get(Party.CALLER);
        var callee = said.get(Party.CALLEE);
        if (gateway == null || caller == null || callee == null) {
            then.told(Body.RECEIVED);
            return;
        }
        turns.begin();
        gateway.offer(
                Party.CALLER,
                caller.get(),
                turns.goingOn(
                        offered -> {
                            told.put(Party.CALLEE, () -> offered);
                            gateway.answer(
                                    Party.CALLEE,
                                    callee.get(),
                                    turns.result(
                                            answered -> {
                                                told.put(Party.CALLER, () -> answered);
                                                then.told(Body.RECEIVED);
                                            },
                                            then));
                        },
                        then));
    }

    /**
     * Answers an offer in the other party's name, who hears nothing of it (MED-02).
     *
     * @param answer what the other would say, were it asked
     */
    void answerHere(Party from, SipMessage offer, byte[] answer, Then then) {
        var gateway = anchor;
        if (gateway == null) throw new IllegalStateException("media is not ours");
        inTurn(() -> {
            turns.begin();
            Runnable answers = () -> gateway.answer(from.other(), answer, answered(from, offer, then));
            gateway.offer(from, offer.body(), turns.goingOn(_ -> answers.run(), then));
        });
    }

    private Anchor.Result answered(Party from, SipMessage offer, Then then) {
        return turns.result(
                sdp -> {
                    said.put(from, offer::body);
                    told.put(from, () -> sdp);
                    then.told(new Body(sdp));
                },
                then);
    }

    void close() {
        turns.close();
        if (anchor != null) anchor.close();
    }

    private void pass(Party from, SipMessage message, boolean offer, Then then) {
        if (!Body.isSdp(message)) {
            then.told(Body.RECEIVED);
            return;
        }
        var gateway = anchor;
        if (gateway == null) {
            pass(from, message, offer).told(then);
            return;
        }
        var known = told.get(from.other());
        if (!offer && open == null && offered == from && known != null) {
            then.told(new Body(known.get())); // says once more what it has offered itself
            return;
        }
        if (offer) offered = from;
        turns.begin();
        var result = turns.result(
                other -> {
                    agree(from, message, offer, () -> other);
                    then.told(new Body(other));
                },
                then);
        if (offer) gateway.offer(from, message.body(), result);
        else gateway.answer(from, message.body(), result);
    }

    /** As it is, but where somebody has taken another's place. */
    private Passed pass(Party from, SipMessage message, boolean offer) {
        if (origins.isEmpty()) {
            agree(from, message, offer, message::body);
            return then -> then.told(Body.RECEIVED);
        }
        var other = origins.toward(from.other(), message.body());
        agree(from, message, offer, () -> other);
        return then -> then.told(new Body(other));
    }

    private interface Passed {
        void told(Then then);
    }

    /** An offer counts from its answer on; until then all is as before (RFC 3264 §8). */
    private void agree(Party from, SipMessage message, boolean offer, Supplier<byte[]> other) {
        if (offer) {
            open = new Offer(from, message::body, other);
            return;
        }
        var answered = open;
        open = null;
        if (answered != null) {
            said.put(answered.from, answered.said);
            told.put(answered.from.other(), answered.told);
        }
        said.put(from, message::body);
        told.put(from.other(), other);
    }

    /** Messages leave in the order in which they came, also where the media gateway takes its time. */
    void inTurn(Runnable step) {
        turns.take(step);
    }
}
