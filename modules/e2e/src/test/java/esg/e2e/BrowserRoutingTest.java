package esg.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sets up and tries in the console, in Debian's Chromium: ADM-01, ADM-04, ADM-05, NRM, INC, BRD. */
class BrowserRoutingTest {
    private static final String REGISTRAR = "127.0.0.64";
    private static final String PROVIDER = "127.0.0.65";
    private static final String SCANNER = "192.0.2.66";

    @TempDir
    Path dir;

    private Esg esg;
    private Browser browser;

    @SuppressWarnings("NullAway.Init")
    BrowserRoutingTest() {}

    @BeforeEach
    void start() throws IOException {
        esg = Esg.start(dir.resolve("esg"));
        browser = Browser.signedIn(esg);
    }

    @AfterEach
    void stop() {
        browser.close();
        esg.close();
    }

    /** The first run: from a carrier's letter to an account that is registered. */
    @Test
    void theFirstProviderComesFromItsLetter() throws IOException {
        int port = Ports.free();
        try (var kamailio = Kamailio.start(dir.resolve("kamailio"), REGISTRAR, port, 60)) {
            browser.page.getByText("Add your first provider from the letter").click();
            browser.field("What the provider has written").fill("""
                    Dear customer, your trunk is ready.
                    Login: 71234567890
                    Password: 3y82lS5
                    SIP server: %s:%d
                    Yours, Example Telecom""".formatted(REGISTRAR, port));
            assertThat(browser.page.getByLabel("Recognised", new Page.GetByLabelOptions().setExact(true)))
                    .containsText("3y82lS5");
            browser.isWellMade("provider-letter");
            browser.field("There is no domain yet: name the first").fill("test.local");
            browser.button("Make the domain").click();
            browser.button("Go on to the form").click();
            browser.field("Code").fill("first");
            browser.isWellMade("routing-provider");
            browser.button("Make the account").click();
            assertThat(browser.page.getByText("Saved; live on every node within a second."))
                    .isVisible();
            browser.page.getByText("Its state in Monitoring — Providers").click();
            assertThat(browser.page.getByLabel("Last response")).containsText("SIP/2.0 200 OK");
            assertThat(kamailio.log()).contains("71234567890");
        }
    }

    /** What a field may not be stands beside it, before and after it is asked of the node. */
    @Test
    void mistakesStandAtTheirFields() {
        esg.domain();
        esg.account(Map.of("code", "p1", "reg", false, "username", "", "domain", PROVIDER));
        browser.open("/routing/providers");
        assertThat(browser.row("p1")).isVisible();
        browser.isWellMade("routing-providers");
        browser.page.getByText("New account").click();
        browser.field("Code").fill("p1");
        browser.button("Make the account").click();
        assertThat(browser.page.getByRole(AriaRole.ALERT)).containsText("SIP domain");
        browser.field("SIP domain").fill(PROVIDER);
        browser.field("User").fill("200");
        browser.field("Password").fill("secret");
        browser.button("Make the account").click();
        assertThat(browser.page.getByRole(AriaRole.ALERT)).containsText("Code");
    }

    @Test
    void aRouteAndARuleAreMadeAndTried() {
        esg.domain();
        esg.account(Map.of("code", "p1", "reg", false, "username", "", "domain", PROVIDER));
        browser.open("/routing/routes");
        browser.page.getByText("New route").click();
        browser.field("Name").fill("tone");
        browser.field("Action").selectOption("test");
        browser.isWellMade("routing-route");
        browser.button("Make the route").click();
        assertThat(browser.page.getByText("Saved; live on every node within a second."))
                .isVisible();
        browser.follow("Routing", "Routes");
        assertThat(browser.row("tone")).isVisible();
        browser.isWellMade("routing-routes");

        browser.follow("Routing", "Normalization");
        browser.page.getByText("New rule").click();
        browser.field("Name").fill("national");
        browser.field("Direction").selectOption("in");
        browser.field("User of From").fill("8{from.user}");
        browser.isWellMade("routing-normalization");
        browser.button("Make the rule").click();
        assertThat(browser.page.getByText("Saved; live on every node within a second."))
                .isVisible();

        browser.follow("Routing", "Testing — Substitution");
        browser.field("Domain").last().selectOption("test.local");
        browser.field("Account").first().fill("p1");
        browser.field("From").fill("4951234567");
        browser.field("To").fill("100");
        browser.button("Try").click();
        assertThat(browser.page.getByText("84951234567").first()).isVisible();
        browser.isWellMade("testing-substitution");
    }

    /** From a refused INVITE to the setting that lets it in, applied. */
    @Test
    void aRefusedInviteIsExplainedAndLetIn() throws IOException {
        esg.domain();
        esg.account(Map.of("code", "p1", "reg", false, "username", "1234567890", "domain", "198.51.100.1"));
        esg.awaitRegistration("p1", "disabled");
        Sipp.plays("caller-refused")
                .at(PROVIDER, Ports.free())
                .from("9997654321")
                .calling("1234567890", esg.host, esg.outside)
                .expecting(404)
                .run(dir.resolve("caller"));
        browser.follow("Routing", "Testing — Match");
        browser.row("9997654321").click();
        assertThat(browser.page.getByText("Does not come in: 404")).isVisible();
        browser.isWellMade("testing-match");
        browser.page.getByText("Apply…").first().click();
        browser.button("Change the account").click();
        await().untilAsserted(() -> assertThat(esg.get("/rest/v1/uc/providers?q=p1")
                        .findValues("extaddrs")
                        .toString())
                .as(browser.page.innerText("body"))
                .contains(PROVIDER));
    }

    /** A ban of an operator holds a scanner off, and is lifted. */
    @Test
    void aScannerIsBanned() throws IOException {
        browser.follow("Routing", "Filter");
        browser.isWellMade("routing-filter");
        browser.page
                .getByText("Bans", new Page.GetByTextOptions().setExact(true))
                .click();
        browser.button("Ban an address").click();
        browser.field("Address").fill("not-an-address");
        browser.button("Ban").click();
        assertThat(browser.field("Address")).hasAttribute("aria-invalid", "true");
        browser.field("Address").fill(SCANNER);
        browser.field("Note").fill("scans");
        browser.button("Ban").click();
        assertThat(browser.row(SCANNER)).containsText("pinned");
        assertThat(esg.get("/rest/v1/master/bans").findValuesAsText("address")).contains(SCANNER);
        browser.isWellMade("routing-bans");
        browser.row(SCANNER).getByText("Lift").click();
        browser.confirm("Lift");
        assertThat(browser.page.getByText("Nobody is banned, and nobody has offended"))
                .isVisible();
    }
}
