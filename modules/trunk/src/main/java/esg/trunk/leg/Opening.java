package esg.trunk.leg;

import esg.sip.digest.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * What is ours in a new dialog.
 *
 * @param contact a header value
 * @param cseq the last number used
 */
public record Opening(
        LegPath path,
        String callId,
        String localTag,
        String contact,
        @Nullable Credentials credentials,
        long cseq,
        SessionTimer timer) {}
