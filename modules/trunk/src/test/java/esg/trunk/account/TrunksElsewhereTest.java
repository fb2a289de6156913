package esg.trunk.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls of an account that stayed on other nodes. */
class TrunksElsewhereTest {
    private final AccountNode node = new AccountNode();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void areKnownToCallsUntilTheirNodeGoes() {
        var actor = node.start(Map.of("reg", false));
        var one = node.kit.<AccountCommand.TrunksNoted>createTestProbe();
        var other = node.kit.<AccountCommand.TrunksNoted>createTestProbe();
        actor.tell(new AccountCommand.CountTrunks(one.getRef(), 2, 1));
        actor.tell(new AccountCommand.CountTrunks(other.getRef(), 3, 3));
        assertThat(one.receiveMessage()).isEqualTo(new AccountCommand.TrunksNoted(AccountNode.ID, 2, actor));
        other.receiveMessage();
        assertThat(node.served().trunksElsewhere()).isEqualTo(new Trunks(4, 1));

        node.change(actor, Map.of("reg", false, "trunks", 7));
        await().until(() -> Integer.valueOf(7).equals(node.served().account().trunks()));
        assertThat(node.served().trunksElsewhere()).isEqualTo(new Trunks(4, 1));

        actor.tell(new AccountCommand.CountTrunks(one.getRef(), 0, 0));
        other.stop();
        await().until(() -> node.served().trunksElsewhere().all() == 0);
    }
}
