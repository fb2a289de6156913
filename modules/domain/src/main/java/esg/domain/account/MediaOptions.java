package esg.domain.account;

import java.util.List;
import java.util.Optional;

/**
 * What the provider is offered where media is ours (MED-02, MED-03).
 *
 * @param codecs encoding names in order of preference, others are taken out; empty leaves all as they are
 * @param ptime milliseconds of a packet asked for; 0 leaves that as it is
 * @param srtp whether the provider speaks SRTP (RFC 4568)
 * @param dtmf how the provider says digits
 */
public record MediaOptions(List<String> codecs, int ptime, boolean srtp, Dtmf dtmf) {
    public static final MediaOptions DEFAULT = new MediaOptions(List.of(), 0, false, Dtmf.PASS);

    public MediaOptions {
        codecs = List.copyOf(codecs);
    }

    /** How digits are said. */
    public enum Dtmf {
        /** As they come: telephone events in the stream, INFO in the dialog. */
        PASS,
        /** By INFO: telephone events of the inside become INFO, and the other way round. */
        INFO,
        /** By telephone events (RFC 4733): INFO of the inside becomes events, and the other way round. */
        RFC4733;

        public static Optional<Dtmf> of(String token) {
            return CallOptions.Tokens.find(values(), token);
        }
    }
}
