package esg.sip.stun;

import java.time.Duration;
import java.util.List;

/**
 * Settings {@code esg.roles.esg.stun} and {@code stun-interval}.
 *
 * @param servers in the order they are asked in, until one answers; none: nobody is asked
 * @param interval between an answer and the next question
 */
public record StunSettings(List<StunServer> servers, Duration interval) {
    public StunSettings {
        servers = List.copyOf(servers);
    }
}
