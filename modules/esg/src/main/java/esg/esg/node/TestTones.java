package esg.esg.node;

import com.typesafe.config.Config;
import esg.esg.settings.EsgSettings;
import esg.esg.settings.StartFailure;
import esg.media.tone.ToneSettings;
import esg.media.tone.Tones;
import java.io.IOException;

/** The audio of a node's test calls: an address and ports of its media gateway, and none when that is off. */
final class TestTones {
    private TestTones() {}

    static Tones start(Config config, EsgSettings settings) throws StartFailure {
        var bgmg = settings.roles().bgmg();
        int limit = bgmg.enabled() ? ToneSettings.from(config).callsLimit() : 0;
        try {
            return Tones.start(new Tones.Place(bgmg.address(), bgmg.firstPort(), bgmg.lastPort()), limit);
        } catch (IOException e) {
            throw new StartFailure("esg.roles.bgmg: no UDP socket can be opened: " + e.getMessage(), e);
        }
    }
}
