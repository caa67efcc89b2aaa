package app.clockout.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** People at real browsers, JavaScript off, who see nothing but the network's pages and their own mail. */
final class Browsers implements AutoCloseable {
    static final int PHONE = 390;
    static final int DESK = 1280;

    private static final Path ROOT = Path.of(System.getProperty("clockout.root"));
    private static final Path SCREENS = ROOT.resolve("local/runtime/target/screens");

    private final Network network;
    private final Playwright playwright;
    private final Browser browser;

    Browsers(Network network) {
        this.network = network;
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium())
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    private static Path chromium() {
        try {
            var finding = new ProcessBuilder(
                            "sh", ROOT.resolve("local/bin/find-chromium").toString())
                    .start();
            return Path.of(new String(finding.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A visitor who has never been here, at a screen of this width. */
    Page person(int width) {
        return browser.newContext(new Browser.NewContextOptions()
                        .setJavaScriptEnabled(false)
                        .setBaseURL(network.address())
                        .setViewportSize(width, height(width)))
                .newPage();
    }

    private static int height(int width) {
        return width == PHONE ? 844 : 900;
    }

    /** Follows the first link in a recipient's newest mail of a kind. */
    void openMail(Page page, String to, String kind) {
        openMail(page, to, kind, "/");
    }

    /** Follows the first link in a recipient's newest mail of a kind that has this in it. */
    void openMail(Page page, String to, String kind, String part) {
        network.settle();
        for (var link : network.inbox(to, kind).getFirst().get("links")) {
            if (link.asText().contains(part)) {
                page.navigate(link.asText());
                return;
            }
        }
        throw new AssertionError("no link with %s in the %s to %s".formatted(part, kind, to));
    }

    static void fill(Page page, String label, String text) {
        page.getByLabel(label).first().fill(text);
    }

    static Locator button(Page page, String name) {
        return named(page, AriaRole.BUTTON, name);
    }

    static Locator link(Page page, String name) {
        return named(page, AriaRole.LINK, name);
    }

    private static Locator named(Page page, AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** For a look afterwards; and no page may be wider than its screen. */
    static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENS.resolve(name + ".png"))
                .setFullPage(true));
        var shown = page.locator("html");
        assertThat((int) shown.evaluate("page => page.scrollWidth"))
                .as(name)
                .isLessThanOrEqualTo(page.viewportSize().width);
    }

    /** The page on a phone and at a desk. */
    static void shootBoth(Page page, String name) {
        var before = page.viewportSize();
        for (int width : new int[] {PHONE, DESK}) {
            page.setViewportSize(width, height(width));
            shoot(page, name + "-" + width);
        }
        page.setViewportSize(before.width, before.height);
    }

    @Override
    public void close() {
        playwright.close();
    }
}
