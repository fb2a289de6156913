package esg.trunk.account;

import esg.domain.account.AccountId;
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
            var located = kit.<AccountCommand.Located>createTestProbe().getRef();
            serialization.verifySerialization(new AccountCommand.Locate(located), true);
            serialization.verifySerialization(
                    new AccountCommand.Located(new AccountId("acme.example", "pbx"), "pekko://esg@127.0.0.1:1"), true);
            var announced = kit.<AccountCommand.Announced>createTestProbe().getRef();
            serialization.verifySerialization(new AccountCommand.Announce(announced), true);
            serialization.verifySerialization(new AccountCommand.Announced(new AccountId("acme.example", "pbx")), true);
            var registering = kit.<AccountCommand.Registering>createTestProbe().getRef();
            serialization.verifySerialization(new AccountCommand.RegisterNow(registering), true);
            serialization.verifySerialization(
                    new AccountCommand.Registering(new AccountId("acme.example", "pbx"), true), true);
            var noted = kit.<AccountCommand.TrunksNoted>createTestProbe().getRef();
            serialization.verifySerialization(new AccountCommand.CountTrunks(noted, 3, 1), true);
            var owner = kit.<AccountCommand>createTestProbe().getRef();
            serialization.verifySerialization(
                    new AccountCommand.TrunksNoted(new AccountId("acme.example", "pbx"), 3, owner), true);
        } finally {
            kit.shutdownTestKit();
        }
    }
}
