package esg.inside;

import com.typesafe.config.Config;
import esg.inside.tone.TestCalls;
import esg.media.tone.ToneSettings;
import esg.media.tone.Tones;
import esg.sip.locate.Locator;
import esg.sip.transaction.SipEdge;
import esg.trunk.call.CallSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;

/** Audio of test calls on 127.0.0.1. */
final class TestTone {
    private TestTone() {}

    static Tones start(int limit) {
        try {
            return Tones.start(new Tones.Place(InetAddress.ofLiteral("127.0.0.1"), 0, 0), limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TestCalls calls(SipEdge edge, Locator locator, Config config, Tones tones) {
        return new TestCalls(new TestCalls.Parts(
                edge,
                locator,
                tones,
                ToneSettings.from(config),
                CallSettings.from(config).timing()));
    }

    /** For nodes of which no test asks for any. */
    static TestCalls none(SipEdge edge, Locator locator, Config config) {
        var tones = start(0);
        tones.close();
        return calls(edge, locator, config, tones);
    }
}
