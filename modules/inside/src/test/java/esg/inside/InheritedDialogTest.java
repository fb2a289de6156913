package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.sip.message.Headers;
import esg.sip.transport.Side;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A call of a node that died is carried on there; its peers took no notice of the refresh and send to here, or to whoever has come instead. */
class InheritedDialogTest extends ClusterFixture {
    private final Gateway dead = new Gateway();

    InheritedDialogTest() throws Exception {}

    /** @param tags how those of the dead node begin */
    private Talk carriedOnThere(String tags) throws Exception {
        dead.edge.beginTags(tags);
        dead.account(account());
        dead.route(Map.of("origin", "provider", "action", "uri", "target", "sip:" + platform.at()));
        outside = dead.address(Side.OUTSIDE);
        inside = dead.address(Side.INSIDE);
        var talk = talk();
        await().until(() -> dead.kept.calls.size() == 1);
        outside = here.address(Side.OUTSIDE);
        inside = here.address(Side.INSIDE);
        there.actFor(dead.kept.calls.values().iterator().next());
        provider.answer(provider.request("UPDATE"), there.address(Side.OUTSIDE), 200, "");
        platform.answer(platform.request("UPDATE"), there.address(Side.INSIDE), 200, "");
        return talk;
    }

    @AfterEach
    void bury() {
        dead.close();
    }

    private void hangUpFromHere(Talk talk, int cseq) {
        provider.send(outside, "", within("BYE", cseq, provider, talk.ok()));
        assertThat(provider.source(provider.response(200, "BYE"))).isEqualTo(outside);
        platform.answer(platform.request("BYE"), there.address(Side.INSIDE), 200, "");
    }

    @Test
    void aThirdNodeFindsIt() throws Exception {
        var talk = carriedOnThere("3.");
        reinviteFromHere(talk, 2);
        hangUpFromHere(talk, 3);
    }

    @Test
    void soDoesTheOneThatIsThereInstead() throws Exception {
        var talk = carriedOnThere("1.");
        hangUpFromHere(talk, 2);
    }

    @Test
    void aDialogNobodyHasIsStillUnknown() throws Exception {
        var talk = carriedOnThere("3.");
        hangUpFromHere(talk, 2);
        await().until(() -> there.book.liveCount() == 0);
        provider.send(outside, "", within("BYE", 3, provider, talk.ok()));
        assertThat(provider.response(481).header(Headers.REASON)).contains("EB2B. No such dialog");
    }
}
