package esg.trunk.account;

import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Test;

class AccountCommandTest {
    @Test
    void crossesNodes() {
        var kit = ActorTestKit.create();
        try {
            var serialization = kit.serializationTestKit();
            serialization.verifySerialization(new AccountCommand.Look(), true);
            serialization.verifySerialization(new AccountCommand.Release(), true);
            var replyTo = kit.<Done>createTestProbe().getRef();
            serialization.verifySerialization(new AccountCommand.Leave(replyTo), true);
        } finally {
            kit.shutdownTestKit();
        }
    }
}
