package esg.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, and who did what, in the console: ADM. */
class BrowserAccessTest {
    @TempDir
    Path dir;

    private Esg esg;

    @SuppressWarnings("NullAway.Init")
    BrowserAccessTest() {}

    @BeforeEach
    void start() throws IOException {
        esg = Esg.start(dir.resolve("esg"));
    }

    @AfterEach
    void stop() {
        esg.close();
    }

    @Test
    void aViewerOfADomainIsMadeLooksAndIsRevoked() {
        try (var admin = Browser.signedIn(esg);
                var guest = Browser.at(esg)) {
            admin.follow("System", "Domains");
            admin.button("Add a domain").click();
            admin.field("Domain").last().fill("test.local");
            admin.field("Name").fill("Test");
            admin.button("Add").click();
            assertThat(admin.row("test.local")).isVisible();
            admin.isWellMade("system-domains");

            admin.follow("System", "Tokens");
            admin.button("Make a token").click();
            admin.field("Name").fill("night shift");
            admin.field("Role").selectOption("viewer");
            admin.button("Make it").click();
            var token = admin.field("Token").inputValue();
            admin.button("Done").click();
            assertThat(admin.row("night shift")).isVisible();
            admin.isWellMade("system-tokens");

            guest.signIn(token);
            assertThat(guest.page.getByText("An administrator of the domain makes them."))
                    .isVisible();

            admin.row("night shift").getByText("Revoke").click();
            admin.confirm("Revoke");
            guest.open("/monitoring/calls");
            assertThat(guest.field("Token")).isVisible();

            admin.follow("System", "Audit");
            assertThat(admin.row("night shift").first()).isVisible();
            admin.isWellMade("system-audit");
        }
    }
}
