package esg.trunk.registration;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.Transport;
import esg.sip.digest.Algorithm;
import esg.sip.digest.Challenge;
import esg.sip.digest.DigestSession;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Test;

class ContinuityTest {
    private static final Continuity BOUND = Continuity.begin(Texts.sample("", 5060, Transport.UDP), "callid")
            .bound(
                    "sip:provider@192.0.2.1:5080",
                    3600,
                    Instant.parse("2023-04-05T06:10:33Z"),
                    List.of(new DigestSession(
                            new Challenge(true, "realm", "nonce", null, Algorithm.SHA_256, Set.of("auth"), false),
                            "cnonce",
                            7)));

    @Test
    void reachesTheDiskAndComesBack() {
        var kit = ActorTestKit.create();
        try {
            kit.serializationTestKit().verifySerialization(BOUND, true);
            kit.serializationTestKit().verifySerialization(Continuity.NONE, true);
        } finally {
            kit.shutdownTestKit();
        }
    }

    @Test
    void reservesWhatMayBeUsedBeforeTheNextSave() {
        var saved = BOUND.reserved();
        assertThat(saved.cseq()).isEqualTo(BOUND.cseq() + 100);
        assertThat(saved.sessions()).extracting(DigestSession::nc).containsExactly(107);
        var line = BOUND;
        int used = 0;
        for (; !line.outgrows(saved); used++) line = line.nextCseq();
        assertThat(used).as("saved again while there is still room").isBetween(40, 60);
        assertThat(BOUND.outgrows(Continuity.NONE)).as("never saved").isFalse();
    }
}
