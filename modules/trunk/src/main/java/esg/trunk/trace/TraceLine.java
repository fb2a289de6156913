package esg.trunk.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import esg.domain.account.AccountId;
import esg.sip.packetlog.LogFiles;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** One line: time as in the packet log, level, event, account, pairs. */
record TraceLine(Instant at, Level level, AccountId account, String event, Rest rest) implements LogFiles.Line {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final Pattern PLAIN = Pattern.compile("[^\\s\"\\p{Cc}\\p{Zl}\\p{Zp}]+");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]+");

    /** Pairs, and a text below the line; "" for none. Never compared: hence no record. */
    static final class Rest {
        private final @Nullable Object[] pairs;
        private final String text;

        Rest(@Nullable Object[] pairs, String text) {
            this.pairs = pairs;
            this.text = text;
        }
    }

    @Override
    public byte[] bytes(ZoneId zone) {
        var line = new StringBuilder(TIME.format(at.atZone(zone)));
        line.append(String.format(Locale.ROOT, " %-5s ", level)).append(event);
        pair(line, "account", account);
        for (int i = 0; i + 1 < rest.pairs.length; i += 2) pair(line, String.valueOf(rest.pairs[i]), rest.pairs[i + 1]);
        line.append('\n');
        if (!rest.text.isEmpty())
            line.append(rest.text.strip()).append("\n\n"); // a blank line ends it, as in trn_*.log
        return line.toString().getBytes(UTF_8);
    }

    /** A peer's words stay within their quotes and on their line. */
    private static void pair(StringBuilder line, String name, @Nullable Object value) {
        if (value == null) return;
        var text = value.toString();
        line.append(' ').append(name).append('=');
        if (PLAIN.matcher(text).matches()) line.append(text);
        else
            line.append('"')
                    .append(CONTROL.matcher(text).replaceAll(" ").replace('"', '\''))
                    .append('"');
    }
}
