package esg.esg.node;

import com.typesafe.config.Config;
import esg.esg.settings.EsgSettings;
import esg.esg.settings.StartFailure;
import esg.media.bgmg.Bgmg;
import esg.media.bgmg.BgmgSettings;
import esg.media.bgmg.Ports;
import esg.media.relay.MediaRelay;
import esg.media.relay.NoRelay;
import esg.media.rtpengine.Rtpengine;
import esg.media.rtpengine.RtpengineSettings;
import java.io.IOException;

/**
 * The media gateway of a node: none when its role is off.
 *
 * @param relay what calls see of it
 */
record MediaEngine(MediaRelay relay, Runnable end) implements AutoCloseable {
    static MediaEngine start(Config config, EsgSettings settings) throws StartFailure {
        var role = settings.roles().bgmg();
        if (!role.enabled()) return new MediaEngine(NoRelay.HERE, () -> {});
        try {
            return switch (role.engine()) {
                case EMBEDDED -> {
                    var ports = new Ports(role.firstPort(), role.lastPort());
                    var bgmg = Bgmg.start(BgmgSettings.from(config), ports);
                    yield new MediaEngine(bgmg, bgmg::close);
                }
                case RTPENGINE -> {
                    var rtpengine = Rtpengine.start(RtpengineSettings.from(config));
                    yield new MediaEngine(rtpengine, rtpengine::close);
                }
            };
        } catch (IOException e) {
            throw new StartFailure("esg.roles.bgmg: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        end.run();
    }
}
