package esg.trunk.call;

import esg.domain.Rejection;
import esg.sip.message.SipMessage;
import esg.sip.transport.Flow;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.leg.Body;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the parties of a call say of their media, and what each is told of the other's: as it is (MED-01), or as the media gateway says it
 * (MED-02, MED-03). Remembers only where the last of it stands: in messages that the call holds anyway. Confined to the call.
 */
final class Descriptions {
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
    private final Queue<Runnable> waiting = new ArrayDeque<>(0);
    private final @Nullable Anchor anchor;
    private @Nullable Offer open;
    private boolean busy;

    /** One that has no answer yet. {@code told} is what its receiver was told. */
    private record Offer(Party from, Supplier<byte[]> said, Supplier<byte[]> told) {}

    /** @param anchor null where media passes us by */
    Descriptions(@Nullable Anchor anchor) {
        this.anchor = anchor;
    }

    /** Whether media is ours. */
    boolean isAnchored() {
        return anchor != null;
    }

    /** Whether re-INVITEs end here (MED-02). */
    boolean endHere() {
        return anchor != null && anchor.endsReinvites();
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
            busy = true;
            gateway.offer(to.other(), last.get(), result(sdp -> then.told(new Body(sdp)), then));
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

    /** Of a call that another node has carried: {@code sdp} is what was said there. */
    void adopted(Map<Party, byte[]> sdp) {
        sdp.forEach((party, bytes) -> {
            said.put(party, () -> bytes);
            told.put(party.other(), () -> bytes);
        });
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
            busy = true;
            gateway.offer(from, offer.body(), new Anchor.Result() {
                @Override
                public void described(byte[] forNobody) {
                    gateway.answer(from.other(), answer, answered(from, offer, then));
                }

                @Override
                public void failed(Rejection why) {
                    result(_ -> {}, then).failed(why);
                }
            });
        });
    }

    private Anchor.Result answered(Party from, SipMessage offer, Then then) {
        return result(
                sdp -> {
                    said.put(from, offer::body);
                    told.put(from, () -> sdp);
                    then.told(new Body(sdp));
                },
                then);
    }

    void close() {
        waiting.clear();
        if (anchor != null) anchor.close();
    }

    private void pass(Party from, SipMessage message, boolean offer, Then then) {
        if (!Body.isSdp(message)) {
            then.told(Body.RECEIVED);
            return;
        }
        var gateway = anchor;
        if (gateway == null) {
            agree(from, message, offer, message::body);
            then.told(Body.RECEIVED);
            return;
        }
        busy = true;
        var result = result(
                other -> {
                    agree(from, message, offer, () -> other);
                    then.told(new Body(other));
                },
                then);
        if (offer) gateway.offer(from, message.body(), result);
        else gateway.answer(from, message.body(), result);
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

    private Anchor.Result result(Consumer<byte[]> done, Then then) {
        return new Anchor.Result() {
            @Override
            public void described(byte[] sdp) {
                done.accept(sdp);
                next();
            }

            @Override
            public void failed(Rejection why) {
                then.failed(why);
                next();
            }
        };
    }

    /** Messages leave in the order in which they came, also where the media gateway takes its time. */
    void inTurn(Runnable step) {
        if (busy) waiting.add(step);
        else step.run();
    }

    private void next() {
        busy = false;
        while (!busy && !waiting.isEmpty()) waiting.remove().run();
    }
}
