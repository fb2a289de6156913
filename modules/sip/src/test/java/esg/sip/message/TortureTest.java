package esg.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Every message of RFC 4475 and RFC 5118, with what the parser is to make of it; what the edge answers then is the edge's test. */
class TortureTest {
    private static final Path FOLDER = Path.of("src/test/resources/torture");

    @ParameterizedTest(name = "{0}: {1} ({2})")
    @CsvFileSource(resources = "/torture/expected.csv", delimiter = '|')
    void isTreatedAsTheRfcSays(String file, String expected, String why) throws IOException {
        assertThat(treatment(MessageParser.parse(Files.readAllBytes(FOLDER.resolve(file)))))
                .as(why)
                .isEqualTo(expected);
    }

    @Test
    void noMessageOfTheFoldersIsLeftOut() throws IOException {
        var listed = new TreeSet<String>();
        for (var line : Files.readAllLines(FOLDER.resolve("expected.csv"))) listed.add(line.split("\\|")[0].strip());
        var there = new TreeSet<String>();
        try (var files = Files.walk(FOLDER)) {
            files.filter(file -> file.toString().endsWith(".dat"))
                    .forEach(file -> there.add(FOLDER.relativize(file).toString()));
        }
        assertThat(listed).isEqualTo(there).hasSize(there.size());
        assertThat(there.stream().filter(file -> file.startsWith("rfc4475"))).hasSize(49);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        wsinv.dat      | To user           | vivekg
        wsinv.dat      | From tag          | 98asjd8
        wsinv.dat      | Vias              | 3
        wsinv.dat      | body              | 150
        esc01.dat      | Request-URI user  | sips:user@example.com
        semiuri.dat    | Request-URI user  | user;par=u@example.net
        lwsdisp.dat    | From name         | caller
        transports.dat | Vias              | 5
        dblreq.dat     | body              | 0
        longreq.dat    | Vias              | 34
        noreason.dat   | phrase            | ''
        escnull.dat    | Contacts          | 2
        inv2543.dat    | branch            | ''
        """)
    void valuesAreWhatTheRfcSays(String file, String value, String expected) throws IOException {
        var result =
                MessageParser.parse(Files.readAllBytes(FOLDER.resolve("rfc4475").resolve(file)));
        assertThat(result).isInstanceOf(ParseResult.Parsed.class);
        assertThat(read(((ParseResult.Parsed) result).message(), value)).isEqualTo(expected);
    }

    private static String read(SipMessage message, String value) {
        return switch (value) {
            case "To user" -> message.to().user();
            case "From tag" -> String.valueOf(message.fromTag());
            case "From name" -> String.valueOf(message.from().displayName());
            case "Vias" -> Integer.toString(message.vias().size());
            case "Contacts" -> Integer.toString(message.contacts().size());
            case "body" -> Integer.toString(message.bodyLength());
            case "branch" -> message.topVia().branch();
            case "phrase" -> ((SipResponse) message).reasonPhrase();
            case "Request-URI user" -> {
                var uri = ((SipRequest) message).requestUri();
                yield uri == null ? "no sip URI" : uri.userDecoded();
            }
            default -> throw new AssertionError(value);
        };
    }

    private static String treatment(ParseResult result) {
        return switch (result) {
            case ParseResult.Parsed(SipMessage _) -> "parsed";
            case ParseResult.Malformed(SipRequest request, int status, String _) ->
                request == null ? "unanswerable" : Integer.toString(status);
            case ParseResult.Garbage(String _) -> "dropped";
        };
    }
}
