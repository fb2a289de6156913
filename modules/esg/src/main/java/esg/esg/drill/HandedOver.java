package esg.esg.drill;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** When a node let accounts go, by its log: {@code 18:03:07.123 INFO  AccountActor account handed over account=d/code}. */
final class HandedOver {
    private static final Pattern LINE =
            Pattern.compile("(\\d\\d:\\d\\d:\\d\\d\\.\\d{3}) .*account handed over account=[^/ ]+/(d\\d{6})\\b.*");

    private HandedOver() {}

    /** Milliseconds of the wall clock by account number; {@code from} is where in the file to begin, bytes. */
    static Map<Integer, Long> in(Path file, long from) throws IOException {
        try (var channel = Files.newByteChannel(file)) {
            channel.position(Math.min(from, channel.size()));
            var bytes = java.nio.channels.Channels.newInputStream(channel).readAllBytes();
            return in(
                    new String(bytes, StandardCharsets.UTF_8).lines().toList(), LocalDate.now(ZoneId.systemDefault()));
        }
    }

    static Map<Integer, Long> in(List<String> lines, LocalDate today) {
        Map<Integer, Long> times = new HashMap<>();
        for (var line : lines) {
            var match = LINE.matcher(line);
            if (!match.matches()) continue;
            var at = LocalTime.parse(match.group(1)).atDate(today).atZone(ZoneId.systemDefault());
            times.put(Names.account(match.group(2)), at.toInstant().toEpochMilli());
        }
        return times;
    }
}
