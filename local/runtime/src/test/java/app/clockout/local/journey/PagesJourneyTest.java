package app.clockout.local.journey;

import static app.clockout.local.journey.Browsers.DESK;
import static app.clockout.local.journey.Browsers.PHONE;
import static app.clockout.local.journey.Browsers.button;
import static app.clockout.local.journey.Browsers.fill;
import static app.clockout.local.journey.Browsers.shoot;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Everything by pages alone, in a real browser with JavaScript off, at the width of a phone and of a desk. */
class PagesJourneyTest {
    private static Network network;
    private static Browsers browsers;

    @BeforeAll
    static void start() {
        network = Network.start();
        browsers = new Browsers(network);
    }

    @AfterAll
    static void stop() {
        browsers.close();
        network.close();
    }

    @Test
    void shouldLeadAnApplicantAndTheFounderThroughEverythingWithoutJavaScript() {
        var applicant = browsers.person(PHONE);
        applicant.navigate("/");
        fill(applicant, "Email address", "grace@example");
        fill(applicant, "Your name", "Grace <Hopper>");
        applicant.getByLabel("Industry").selectOption("technology");
        fill(applicant, "What you do", "Admiral");
        fill(applicant, "City", "Arlington");
        applicant.getByLabel("Keep these details").check();
        button(applicant, "Apply").click();

        assertThat(applicant.getByText("mail can be sent to")).hasCount(2); // at the top, and at its field
        assertThat(applicant.getByLabel("Your name")).hasValue("Grace <Hopper>");
        assertThat(applicant.getByLabel("Industry")).hasValue("technology");
        assertThat(applicant.getByLabel("Keep these details")).isChecked();
        shoot(applicant, "apply-wrong");
        fill(applicant, "Email address", "grace@example.com");
        button(applicant, "Apply").click();
        assertThat(applicant.getByText("Please check your mail")).isVisible();

        browsers.openMail(applicant, "grace@example.com", "confirm-address");
        assertThat(applicant.getByText("Grace <Hopper>")).isVisible();
        shoot(applicant, "confirm");
        button(applicant, "Yes, confirm my address").click();
        assertThat(applicant.locator(".big")).hasText("1");
        shoot(applicant, "place");
        var place = applicant.url();

        var founder = browsers.person(DESK);
        founder.navigate("/admin/waitlist");
        fill(founder, "Your email address", "founder@clockout.test");
        button(founder, "Send me a sign-in link").click();
        browsers.openMail(founder, "founder@clockout.test", "sign-in");
        button(founder, "Sign me in").click();
        assertThat(founder.url()).endsWith("/admin/waitlist");
        shoot(founder, "waitlist");
        founder.getByLabel("Grace <Hopper>").check();
        fill(founder, "Note", "A pioneer");
        button(founder, "Approve").last().click();
        assertThat(founder.getByText("Approve 1 person?")).isVisible();
        shoot(founder, "approve-asked");
        button(founder, "Approve 1 person").click();
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
        browsers.openMail(applicant, "grace@example.com", "approved");
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
        var applicant = browsers.person(PHONE);
        browsers.openMail(applicant, "leaving@example.com", "confirm-address");
        button(applicant, "Yes, confirm my address").click();
        applicant.getByText("Withdraw my application").click();
        button(applicant, "Withdraw and erase").click();

        assertThat(applicant.getByText("what you told us are gone")).isVisible();
    }

    @Test
    void shouldOfferAPleasantInbox() {
        network.signUp("reader@example.com");
        network.settle();
        var reader = browsers.person(PHONE);
        reader.navigate("/_local/inbox?to=reader@example.com");
        shoot(reader, "inbox");

        assertThat(reader.content()).contains("Confirm your address for Clockout");
    }
}
