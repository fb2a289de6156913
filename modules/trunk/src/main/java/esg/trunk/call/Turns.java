package esg.trunk.call;

import esg.domain.Rejection;
import esg.trunk.call.Descriptions.Then;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/** Does one thing after the other, where the media gateway may take its time about each. Confined to the call. */
final class Turns {
    private final Queue<Runnable> waiting = new ArrayDeque<>(0);
    private boolean busy;

    /** At once, when nothing is under way. */
    void take(Runnable step) {
        if (busy) waiting.add(step);
        else step.run();
    }

    /** The step asks the gateway: the next waits for {@link #result}. */
    void begin() {
        busy = true;
    }

    /** What came of it; then it is the next one's turn. */
    Anchor.Result result(Consumer<byte[]> done, Then then) {
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

    /** The same where the step asks once more: its turn goes on. */
    Anchor.Result goingOn(Consumer<byte[]> on, Then then) {
        return new Anchor.Result() {
            @Override
            public void described(byte[] sdp) {
                on.accept(sdp);
            }

            @Override
            public void failed(Rejection why) {
                then.failed(why);
                next();
            }
        };
    }

    private void next() {
        busy = false;
        while (!busy && !waiting.isEmpty()) waiting.remove().run();
    }

    /** What waits is of no use any more. */
    void close() {
        waiting.clear();
    }
}
