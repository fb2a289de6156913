package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;

import esg.sip.message.Headers;
import org.junit.jupiter.api.Test;

/** {@code strict-owner = on}: a node knows the accounts it serves and no others, as the original. */
class StrictOwnerTest extends ClusterFixture {
    @Override
    boolean strictOwner() {
        return true;
    }

    @Test
    void anAccountOfAnotherNodeIsUnknown() {
        invite(Peer.SDP);
        assertThat(provider.response(404).header(Headers.REASON)).contains("EB2B. Unknown account in contact");
    }
}
