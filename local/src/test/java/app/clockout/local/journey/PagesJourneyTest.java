package app.clockout.local.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Everything by pages alone, in a real browser with JavaScript off, at the width of a phone and of a desk. */
class PagesJourneyTest {
    private static final Path ROOT = Path.of(System.getProperty("clockout.root"));
    private static final Path SCREENS = ROOT.resolve("local/target/screens");

    private static Network network;
    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        network = Network.start();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium())
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    @AfterAll
    static void stop() {
        playwright.close();
        network.close();
    }

    private static Path chromium() throws IOException {
        var finding =
                new ProcessBuilder("sh", ROOT.resolve("local/bin/find-chromium").toString()).start();
        return Path.of(new String(finding.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
    }

    private static Page person(int width, int height) {
        return browser.newContext(new Browser.NewContextOptions()
                        .setJavaScriptEnabled(false)
                        .setBaseURL(network.address())
                        .setViewportSize(width, height))
                .newPage();
    }

    @Test
    void shouldLeadAnApplicantAndTheFounderThroughEverythingWithoutJavaScript() {
        var applicant = person(390, 844);
        applicant.navigate("/");
        fill(applicant, "Email address", "grace@example");
        fill(applicant, "Your name", "Grace <Hopper>");
        applicant.getByLabel("Industry").selectOption("technology");
        fill(applicant, "What you do", "Admiral");
        fill(applicant, "City", "Arlington");
        applicant.getByLabel("Keep these details").check();
        button(applicant, "Apply").click();

        assertThat(applicant.getByText("mail can be sent to")).isVisible();
        assertThat(applicant.getByLabel("Your name")).hasValue("Grace <Hopper>");
        assertThat(applicant.getByLabel("Industry")).hasValue("technology");
        assertThat(applicant.getByLabel("Keep these details")).isChecked();
        shoot(applicant, "apply-wrong");
        fill(applicant, "Email address", "grace@example.com");
        button(applicant, "Apply").click();
        assertThat(applicant.getByText("Please check your mail")).isVisible();

        openMail(applicant, "grace@example.com", "confirm-address");
        assertThat(applicant.getByText("Grace <Hopper>")).isVisible();
        shoot(applicant, "confirm");
        button(applicant, "Yes, confirm my address").click();
        assertThat(applicant.locator(".big")).hasText("1");
        shoot(applicant, "place");
        var place = applicant.url();

        var founder = person(1280, 900);
        founder.navigate("/admin/waitlist");
        fill(founder, "Your email address", "founder@clockout.test");
        button(founder, "Send me a sign-in link").click();
        openMail(founder, "founder@clockout.test", "sign-in");
        button(founder, "Sign me in").click();
        assertThat(founder.url()).endsWith("/admin/waitlist");
        shoot(founder, "waitlist");
        founder.getByLabel("Grace <Hopper>").check();
        fill(founder, "Note", "A pioneer");
        button(founder, "Approve").last().click();
        assertThat(founder.getByText("Approving 1 person")).isVisible();
        network.settle();
        founder.reload();
        assertThat(founder.getByText("All done.")).isVisible();
        shoot(founder, "decision");
        founder.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Figures"))
                .click();
        assertThat(founder.getByText("Sign-ups, last 30 days")).isVisible();
        shoot(founder, "figures");
        founder.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Audit"))
                .click();
        assertThat(founder.getByText("A pioneer")).isVisible();
        shoot(founder, "audit");

        applicant.navigate(place);
        assertThat(applicant.getByText("You are in")).isVisible();
        openMail(applicant, "grace@example.com", "approved");
        button(applicant, "Sign me in").click();
        assertThat(applicant.getByText("Good to see you, Grace <Hopper>.")).isVisible();
        shoot(applicant, "member");
        applicant.navigate("/admin/stats");
        assertThat(applicant.getByText("Not allowed")).isVisible();
        applicant.navigate("/");
        button(applicant, "Sign out").first().click();
        assertThat(applicant.getByText("Meet people in person.").first()).isVisible();
        applicant.navigate("/nobody/has/this");
        assertThat(applicant.getByText("Nothing here")).isVisible();
    }

    @Test
    void shouldLetAnApplicantWithdrawByThePage() {
        network.signUp("leaving@example.com");
        network.settle();
        var applicant = person(390, 844);
        openMail(applicant, "leaving@example.com", "confirm-address");
        button(applicant, "Yes, confirm my address").click();
        applicant.getByText("Withdraw my application").click();
        button(applicant, "Withdraw and erase").click();

        assertThat(applicant.getByText("what you told us are gone")).isVisible();
    }

    @Test
    void shouldOfferAPleasantInbox() {
        network.signUp("reader@example.com");
        network.settle();
        var reader = person(390, 844);
        reader.navigate("/_local/inbox?to=reader@example.com");
        shoot(reader, "inbox");

        assertThat(reader.content()).contains("Confirm your address for Clockout");
    }

    private static void openMail(Page page, String to, String kind) {
        network.settle();
        page.navigate(network.inbox(to, kind).getFirst().get("links").get(0).asText());
    }

    private static void fill(Page page, String label, String text) {
        page.getByLabel(label).first().fill(text);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** For a look afterwards; and no page may be wider than its screen. */
    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENS.resolve(name + ".png"))
                .setFullPage(true));
        var wide = page.viewportSize();
        assertThat(page.locator("body").boundingBox().width).as(name).isLessThanOrEqualTo(wide.width);
    }
}
