package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Debian's Chromium at the console, as a person who reads names and presses what bears them. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path IMAGES = Path.of("../../docs/images");
    private static final boolean WRITE = "write".equals(System.getProperty("esg.images"));
    /** What makes the page scroll sideways, the innermost last. */
    private static final String TOO_WIDE = """
        () => {
            const root = document.documentElement;
            if (root.scrollWidth <= root.clientWidth) return '';
            const wide = [...document.querySelectorAll('body *')]
                .filter((element) => element.getBoundingClientRect().right > root.clientWidth);
            return wide.map((element) => element.outerHTML.slice(0, 120)).join('\\n');
        }""";

    private static final int PATIENCE = 15_000; // milliseconds

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final BrowserContext context;
    private final List<String> complaints = new ArrayList<>();
    private final String root;
    final Page page;

    private Browser(String root) {
        this.root = root;
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
        context = chromium.newContext(
                new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(1280, 800));
        page = context.newPage();
        page.setDefaultTimeout(PATIENCE);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            // A refused request is told by the page; Chromium writes each down too.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource"))
                complaints.add(message.text());
        });
    }

    /** At the console of a node, not signed in. */
    static Browser at(Esg esg) {
        var browser = new Browser("http://" + esg.host + ":" + esg.http);
        browser.open("/");
        return browser;
    }

    /** Signed in with the first token. */
    static Browser signedIn(Esg esg) {
        var browser = at(esg);
        browser.signIn(esg.token());
        return browser;
    }

    void signIn(String token) {
        field("Token").fill(token);
        button("Sign in").click();
        button("Sign out").waitFor();
    }

    void open(String path) {
        page.navigate(root + path);
    }

    /** From the menu. */
    void follow(String group, String item) {
        page.getByRole(AriaRole.NAVIGATION)
                .getByRole(AriaRole.GROUP, new Locator.GetByRoleOptions().setName(group))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(item))
                .click();
        heading(item).waitFor();
    }

    Locator heading(String name) {
        return page.getByRole(
                AriaRole.HEADING,
                new Page.GetByRoleOptions().setName(name).setLevel(1).setExact(true));
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The button of the dialog that asks whether it is meant. */
    void confirm(String name) {
        page.getByRole(AriaRole.DIALOG)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    /** The star of a required one aside. */
    Locator field(String label) {
        return page.getByLabel(Pattern.compile("^" + label.replaceAll("[^\\w\\s]", "\\\\$0") + "( \\*)?$"));
    }

    /** The row of a table that has this text. */
    Locator row(String text) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(text));
    }

    Path downloads(String name) {
        Download download = page.waitForDownload(() ->
                page.getByText(name, new Page.GetByTextOptions().setExact(true)).click());
        return download.path();
    }

    /**
     * What a page owes to everybody: no violation that axe knows (WCAG 2.1 A and AA), light and dark and on a phone without scrolling
     * sideways, and no complaint of a script. With {@code -Desg.images=write} its picture for docs.
     */
    void isWellMade(String name) {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            var found = new AxeBuilder(page)
                    .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa"))
                    .analyze();
            assertThat(found.getViolations())
                    .as("%s, %s", name, scheme)
                    .extracting(Browser::said)
                    .isEmpty();
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        if (WRITE) page.screenshot(new Page.ScreenshotOptions().setPath(IMAGES.resolve(name + ".png")));
        page.setViewportSize(390, 844);
        await("menu gone")
                .atMost(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThat(page.evaluate(TOO_WIDE))
                        .as("%s on a phone, too wide", name)
                        .isEqualTo(""));
        page.setViewportSize(1280, 800);
        assertThat(complaints).isEmpty();
    }

    private static String said(Rule rule) {
        var nodes = rule.getNodes().stream().map(node -> node.getHtml()).toList();
        return rule.getId() + " (" + rule.getHelp() + "): " + nodes;
    }

    @Override
    public void close() {
        context.close();
        chromium.close();
        playwright.close();
    }
}
