package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long an operator waits where there are ten thousand accounts, and as many calls that have just ended. Not run with the tests: nothing
 * else may run beside a measurement; {@code modules/bench/console} does.
 */
class ConsoleCost {
    private static final Logger log = LoggerFactory.getLogger(ConsoleCost.class);
    private static final int MANY = 10_000;
    private static final int AT_ONCE = 2_000; // accounts of one import
    private static final int RATE = 250; // calls a second: SIPp gives up after 50 s
    private static final int TIMES = 9;
    private static final int ROWS = 50; // of a page
    private static final String PROVIDER = "127.0.0.62";
    private static final List<String> ASKED = List.of(
            "/api/monitor/v1/providers?limit=50",
            "/api/monitor/v1/calls?limit=50",
            "/api/monitor/v1/calls?limit=50&offset=5000&sort=-duration",
            "/rest/v1/uc/providers?limit=50",
            "/rest/v1/uc/records?limit=50",
            "/rest/v1/uc/records?limit=50&number=1234567890",
            "/metrics");
    private static final List<String> PAGES =
            List.of("/monitoring/providers", "/monitoring/calls", "/monitoring/records", "/routing/providers");

    @TempDir
    Path dir;

    @Test
    void tellsHowLongAnOperatorWaits() throws IOException {
        try (var esg = Esg.start(dir)) {
            esg.domain();
            accounts(esg);
            calls(esg);
            for (var path : ASKED)
                tell(
                        "GET " + path,
                        () -> assertThat(esg.call("GET", path, Map.of()).statusCode())
                                .isEqualTo(200));
            try (var browser = Browser.signedIn(esg)) {
                for (var path : PAGES)
                    tell("page " + path + ", opened anew", () -> {
                        browser.open(path);
                        isFull(browser);
                    });
                tell("page from the menu, there and back", () -> {
                    browser.follow("Monitoring", "Records");
                    isFull(browser);
                    browser.follow("Monitoring", "Calls");
                    isFull(browser);
                });
            }
        }
    }

    private static void accounts(Esg esg) {
        long begin = System.nanoTime();
        for (int first = 0; first < MANY; first += AT_ONCE) {
            var accounts = IntStream.range(first, first + AT_ONCE)
                    .mapToObj(ConsoleCost::account)
                    .toList();
            var answer = esg.call(
                    "POST",
                    "/rest/v1/master/domains/test.local/import",
                    Map.of("esg", 1, "d", "test.local", "providers", accounts));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
        log.info("import of {} accounts: {} ms", MANY, millis(begin));
    }

    private static Map<String, Object> account(int number) {
        return Map.of(
                "code",
                "c%05d".formatted(number),
                "name",
                "Carrier " + number,
                "username",
                "u" + number,
                "domain",
                "127.1.%d.%d".formatted(number / 250, number % 250 + 1),
                "reg",
                false);
    }

    private void calls(Esg esg) throws IOException {
        int port = Ports.free();
        esg.route(Map.of(
                "name",
                "answering",
                "priority",
                10,
                "origin",
                "subscriber",
                "action",
                "uri",
                "target",
                "sip:" + PROVIDER + ":" + port));
        try (var callee =
                Sipp.plays("callee").at(PROVIDER, port).times(MANY, RATE).start(dir.resolve("callee"))) {
            Sipp.plays("caller")
                    .at("127.0.0.21", Ports.free())
                    .from("9997654321")
                    .calling("1234567890", esg.host, esg.inside)
                    .times(MANY, RATE)
                    .run(dir.resolve("caller"));
            callee.succeeds();
        }
        assertThat(esg.get("/api/monitor/v1/calls?limit=1").at("/data/total").asInt())
                .isEqualTo(MANY);
    }

    private static void isFull(Browser browser) {
        browser.page.locator("tbody tr").nth(ROWS - 1).waitFor();
    }

    private static void tell(String what, Runnable act) {
        var times = LongStream.range(0, TIMES)
                .map(_ -> {
                    long begin = System.nanoTime();
                    act.run();
                    return millis(begin);
                })
                .sorted()
                .toArray();
        log.info("{}: median {} ms, slowest of {} {} ms", what, times[TIMES / 2], TIMES, times[TIMES - 1]);
    }

    private static long millis(long begin) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }
}
