package esg.trunk.trace;

import esg.domain.account.AccountId;
import esg.domain.account.Transport;
import esg.sip.message.SipMessage;
import esg.sip.packetlog.LogFiles;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Takes lines about accounts of a node, from the level on that its log has (LOG-06): it may change while the node runs. For any thread; returns
 * at once.
 */
public final class Traces {
    /** For nodes with {@code log_trn = off}. */
    public static final Traces NONE = new Traces(null, InstantSource.system());

    private static final Logger LEVEL = LoggerFactory.getLogger(Traces.class);

    private final @Nullable Consumer<LogFiles.Line> lines;
    private final InstantSource clock;

    private Traces(@Nullable Consumer<LogFiles.Line> lines, InstantSource clock) {
        this.lines = lines;
        this.clock = clock;
    }

    /**
     * Tells here.
     *
     * @param lines takes each line at once
     */
    public static Traces to(Consumer<LogFiles.Line> lines) {
        return new Traces(lines, InstantSource.system());
    }

    /** Whether lines of this level are taken, for who would have to work for one. */
    public boolean tells(Level level) {
        return lines != null && LEVEL.isEnabledForLevel(level);
    }

    /**
     * Tells of an event.
     *
     * @param pairs names and values by turns; a value that is null leaves its pair out. They are written later: none may change
     */
    public void tell(Level level, AccountId account, String event, @Nullable Object... pairs) {
        if (lines != null && tells(level)) {
            lines.accept(new TraceLine(clock.instant(), level, account, event, new TraceLine.Rest(pairs, "")));
        }
    }

    /** {@code udp 192.0.2.1:5060}, {@code tls [2001:db8::1]:5061}. */
    public static String end(Transport transport, InetSocketAddress address) {
        var host = address.getAddress().getHostAddress();
        return transport.token() + " " + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    /** Tells a message as it is, with {@link Level#TRACE}. */
    public void message(AccountId account, String event, SipMessage message) {
        if (lines != null && tells(Level.TRACE)) {
            var rest = new TraceLine.Rest(new Object[] {"callid", message.callId()}, message.toString());
            lines.accept(new TraceLine(clock.instant(), Level.TRACE, account, event, rest));
        }
    }
}
