package esg.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console in Debian's Chromium, with providers and calls that are real: ADM-01..06, DIA-01. */
class BrowserTest {
    private static final String REGISTRAR = "127.0.0.61";
    private static final String PROVIDER = "127.0.0.62";
    private static final String PLATFORM = "127.0.0.63";

    @TempDir
    Path dir;

    private Esg esg;

    @SuppressWarnings("NullAway.Init")
    BrowserTest() {}

    @BeforeEach
    void start() throws IOException {
        esg = Esg.start(dir.resolve("esg"));
    }

    @AfterEach
    void stop() {
        esg.close();
    }

    @Test
    void aWrongTokenIsToldAndTheRightOneOpens() {
        try (var browser = Browser.at(esg)) {
            browser.field("Token").fill("wrong");
            browser.button("Sign in").click();
            assertThat(browser.page.getByRole(AriaRole.ALERT)).containsText("No such token");
            browser.isWellMade("sign-in");
            browser.signIn(esg.token());
            assertThat(browser.page.getByText("No accounts yet")).isVisible();
            browser.button("Sign out").click();
            assertThat(browser.field("Token")).isVisible();
            browser.open("/monitoring/calls");
            assertThat(browser.field("Token")).isVisible();
        }
    }

    /** MON-01. */
    @Test
    void anAccountRegistersBeforeTheOperatorsEyes() throws IOException {
        int port = Ports.free();
        try (var kamailio = Kamailio.start(dir.resolve("kamailio"), REGISTRAR, port, 60);
                var browser = Browser.signedIn(esg)) {
            esg.domain();
            var account = Esg.registering(
                    "71234567890", REGISTRAR, Map.of("proxyaddr", REGISTRAR, "proxyport", port, "name", "Kamailio"));
            esg.account(account);
            assertThat(browser.row("reg1")).containsText("registered");
            var wrong = new HashMap<>(account);
            wrong.putAll(Map.of("code", "reg2", "pwd", "not-this-one"));
            esg.account(wrong);
            assertThat(browser.row("reg2")).containsText("401 Unauthorized");
            browser.isWellMade("monitoring-providers");

            browser.row("reg1").click();
            assertThat(browser.page.getByLabel("Last response")).containsText("SIP/2.0 200 OK");
            browser.isWellMade("monitoring-provider");
            int before = kamailio.log().split("register user=").length;
            browser.button("Register now").click();
            await().until(() -> kamailio.log().split("register user=").length > before);
        }
    }

    /** DIA-01: from the call to its packets, which other tools read, and to what is kept of it. */
    @Test
    void aCallIsSeenHungUpDrawnSavedAndRecorded() throws IOException {
        int inside = Ports.free();
        int outside = Ports.free();
        esg.domain();
        esg.account(Map.of("code", "p1", "reg", false, "username", "", "domain", PROVIDER, "proxyport", outside));
        esg.routeIn(PLATFORM, inside);
        esg.awaitRegistration("p1", "disabled");
        try (var callee = Sipp.plays("callee").at(PLATFORM, inside).start(dir.resolve("callee"));
                var caller = Sipp.plays("caller-peerbye")
                        .at(PROVIDER, outside)
                        .from("9997654321")
                        .calling("1234567890", esg.host, esg.outside)
                        .start(dir.resolve("caller"));
                var browser = Browser.signedIn(esg)) {
            browser.follow("Monitoring", "Calls");
            assertThat(browser.row("9997654321")).containsText("talking");
            browser.row("9997654321").getByText("Hang up").click();
            browser.confirm("Hang up");
            assertThat(browser.row("9997654321")).containsText("ended");
            caller.succeeds();
            callee.succeeds();
            browser.isWellMade("monitoring-calls");
            browser.row("9997654321")
                    .getByRole(AriaRole.LINK)
                    .filter(new Locator.FilterOptions().setHasText("Diagram"))
                    .click();
            browser.heading("Diagram").waitFor();
            assertThat(browser.page.getByLabel("Packet")).containsText("INVITE sip:");
            browser.isWellMade("diagram");
            var sources = Tshark.fields(browser.downloads("pcap"), "sip.Method == INVITE", "ip.src", "ip.dst");
            assertThat(sources).anyMatch(line -> line.startsWith(PROVIDER + "\t"));
            assertThat(sources).anyMatch(line -> line.endsWith("\t" + PLATFORM));
            assertThat(Files.readString(browser.downloads("Text"))).contains("INVITE", "200 OK");

            browser.follow("Monitoring", "Records");
            assertThat(browser.row("9997654321")).containsText("operator");
            browser.isWellMade("monitoring-records");
            var lines = Files.readAllLines(browser.downloads("Export CSV"));
            assertThat(lines.getLast()).contains(",p1,in,", ",9997654321,", ",operator,");
            browser.row("9997654321").click();
            assertThat(browser.page.getByRole(AriaRole.DIALOG)).containsText("an operator, who hung it up");
            browser.isWellMade("monitoring-record");
        }
    }

    /** ADM-06. */
    @Test
    void aNodeIsDrained() {
        try (var browser = Browser.signedIn(esg)) {
            browser.follow("System", "Nodes");
            assertThat(browser.row("esg1@127.0.0.1")).containsText("up");
            browser.page.getByLabel("Log level of esg1@127.0.0.1").selectOption("DEBUG");
            await().until(() -> esg.get("/rest/v1/master/nodes")
                    .findValuesAsText("loglevel")
                    .contains("DEBUG"));
            browser.isWellMade("system-nodes");
            browser.row("esg1@127.0.0.1").getByText("Drain").click();
            browser.confirm("Drain");
            assertThat(esg.awaitExit()).isZero();
        }
    }
}
