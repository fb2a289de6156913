package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Both sides hang up at once. */
class CrossingByeTest extends CallFixture {
    /** One loop reads all, so that it can be held until all has come. */
    @Override
    Gateway gateway() throws Exception {
        return new Gateway(1);
    }

    /** The callee's BYE, and before it its answer to ours, are read in one go: the call is over before it comes to the BYE (RFC 3261 §15.1.2). */
    @Test
    void theByeThatCameWithTheAnswerToOursIsAnswered() {
        var talk = talk();
        provider.send(outside, "", within("BYE", 2, provider, talk.ok()));
        provider.response(200, "BYE");
        var bye = platform.request("BYE");
        var held = new CountDownLatch(1);
        var sent = new CountDownLatch(1);
        gateway.edge.transport().loop(0).execute(() -> {
            held.countDown();
            awaits(sent);
        });
        awaits(held);
        platform.answer(bye, inside, 200, "");
        platform.send(inside, "", talk.byCallee("BYE", 70, platform));
        sent.countDown();
        assertThat(platform.answer("BYE", 70).status()).isEqualTo(200);
    }

    private static void awaits(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
