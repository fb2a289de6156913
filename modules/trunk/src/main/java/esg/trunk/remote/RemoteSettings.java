package esg.trunk.remote;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;

/**
 * Settings of calls over nodes; units and reasons stand in {@code reference.conf}.
 *
 * @param answerTimeout until another node must have taken a request
 * @param keep how long a transaction may still be spoken of after its final answer: a little more than
 *     64*T1, for which a 2xx is repeated and an ACK awaited (RFC 3261 §13.3.1.4, §17.2.1)
 */
public record RemoteSettings(Duration answerTimeout, Duration keep) {
    private static final String ANSWER_TIMEOUT = "esg.trunk.remote.answer-timeout";

    /**
     * Reads {@code esg.trunk.remote}, and of {@code esg.sip} the timer.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static RemoteSettings from(Config config) {
        var answer = config.getDuration(ANSWER_TIMEOUT);
        if (answer.toMillis() < 1) {
            throw new ConfigException.BadValue(
                    config.getValue(ANSWER_TIMEOUT).origin(), ANSWER_TIMEOUT, "must be at least 1 ms");
        }
        return new RemoteSettings(answer, config.getDuration("esg.sip.t1").multipliedBy(66));
    }
}
