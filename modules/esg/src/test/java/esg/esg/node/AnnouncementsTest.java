package esg.esg.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.domain.account.AccountId;
import esg.trunk.account.AccountCommand;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that leaves stays while the new owners of its accounts still tell their providers. */
class AnnouncementsTest {
    private static final AccountId ONE = new AccountId("acme.example", "one");
    private static final AccountId OTHER = new AccountId("acme.example", "other");

    private final ActorTestKit kit = ActorTestKit.create();
    private final Map<AccountId, ActorRef<AccountCommand.Announced>> asked = new HashMap<>();

    @AfterEach
    void close() {
        kit.shutdownTestKit();
    }

    private boolean owners(AccountId id, AccountCommand command) {
        if (command instanceof AccountCommand.Announce(var replyTo)) asked.put(id, replyTo);
        return true;
    }

    private void announced(AccountId id) {
        var replyTo = asked.get(id);
        if (replyTo == null) throw new AssertionError("not asked: " + id);
        replyTo.tell(new AccountCommand.Announced(id));
    }

    @Test
    void areDoneWhenEachProviderKnows() {
        var announcements = Announcements.of(kit.system(), Set.of(ONE, OTHER), this::owners);
        assertThat(announcements.done()).isFalse();
        announced(ONE);
        announced(OTHER);
        await().atMost(Duration.ofSeconds(2)).until(announcements::done);
    }

    @Test
    void areDoneWhenNoMoreCome() {
        var announcements = Announcements.of(kit.system(), Set.of(ONE, OTHER), this::owners);
        announced(ONE);
        assertThat(announcements.done()).isFalse();
        await().atMost(Duration.ofSeconds(10)).until(announcements::done);
    }

    @Test
    void waitForNobodyWhomNoInstanceServes() {
        assertThat(Announcements.of(kit.system(), Set.of(ONE), (_, _) -> false).done())
                .isTrue();
        assertThat(Announcements.NONE.done()).isTrue();
    }
}
