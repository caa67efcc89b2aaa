package app.clockout.local.journey;

import static app.clockout.local.journey.Browsers.DESK;
import static app.clockout.local.journey.Browsers.PHONE;
import static app.clockout.local.journey.Browsers.button;
import static app.clockout.local.journey.Browsers.fill;
import static app.clockout.local.journey.Browsers.link;
import static app.clockout.local.journey.Browsers.shootBoth;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.local.LocalRuntime;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From a club's first day to a guest walking in at its event, by pages alone, in a real browser with JavaScript off. */
class MeetingJourneyTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

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
    void shouldPassTheOneSeatOnAndCheckItsHolderInWithoutJavaScript() throws Exception {
        admit("ada@example.com", "grace@example.com");
        var start = nextEvening();

        var host = browsers.person(DESK);
        host.navigate("/clubs/new");
        fill(host, "Your email address", LocalRuntime.FOUNDER_EMAIL);
        button(host, "Send me a sign-in link").click();
        browsers.openMail(host, LocalRuntime.FOUNDER_EMAIL, "sign-in");
        button(host, "Sign me in").click();
        shootBoth(host, "meeting-01-new-club");
        fill(host, "Name", "Late Bloomers");
        host.getByLabel("Industry").selectOption("technology");
        fill(host, "City", "New York");
        fill(host, "Time zone", NEW_YORK.getId());
        fill(host, "What it is about", "For engineers who began late.\nWe cook, talk shop, and nobody pitches.");
        button(host, "Start the club").click();
        assertThat(host.getByText("You run this club")).isVisible();
        shootBoth(host, "meeting-02-club");

        link(host, "New event").click();
        shootBoth(host, "meeting-03-new-event");
        fill(host, "Title", "Dinner for two");
        fill(host, "What to expect", "One table, one guest.");
        fill(host, "Start", start.toString());
        fill(host, "How long", "120");
        host.getByLabel("Venue", new Page.GetByLabelOptions().setExact(true)).fill("The long table");
        fill(host, "Street and number", "214 West 29th Street");
        fill(host, "City", "New York");
        fill(host, "Seats", "1");
        button(host, "Announce the event").click();
        assertThat(heading(host)).hasText("Dinner for two");
        shootBoth(host, "meeting-04-event-host");
        var event = host.url();

        var visitor = browsers.person(PHONE);
        visitor.navigate("/clubs/late-bloomers");
        shootBoth(visitor, "meeting-05-club-visitor");
        visitor.navigate(event);
        assertThat(visitor.getByText("214 West")).hasCount(0);
        shootBoth(visitor, "meeting-06-event-visitor");

        var ada = signedIn("ada@example.com");
        link(ada, "Events").click();
        link(ada, "Dinner for two").click();
        shootBoth(ada, "meeting-07-event-open");
        button(ada, "I'm going").click();
        assertThat(ada.getByText("You have a seat.")).isVisible();
        assertThat(ada.getByText("214 West 29th Street")).isVisible();
        shootBoth(ada, "meeting-08-event-seat");

        var grace = signedIn("grace@example.com");
        grace.navigate(event);
        button(grace, "Wait for a seat").click();
        assertThat(grace.getByText("You are number 1 in line.")).isVisible();
        shootBoth(grace, "meeting-09-event-waiting");

        // The link in the mail works for its holder, in any browser.
        var adasPhone = browsers.person(PHONE);
        browsers.openMail(adasPhone, "ada@example.com", "seat-confirmed", "/r/");
        shootBoth(adasPhone, "meeting-10-answer-seat");
        button(adasPhone, "I can't make it").click();
        assertThat(adasPhone.getByText("You have no seat.")).isVisible();
        shootBoth(adasPhone, "meeting-11-answer-cancelled");

        network.settle();
        grace.navigate(event);
        assertThat(grace.getByText("A seat is held for you")).isVisible();
        shootBoth(grace, "meeting-12-event-offered");
        var gracesPhone = browsers.person(PHONE);
        browsers.openMail(gracesPhone, "grace@example.com", "seat-offered", "/r/");
        shootBoth(gracesPhone, "meeting-13-answer-offered");
        button(gracesPhone, "Take the seat").click();
        assertThat(gracesPhone.getByText("You have a seat.")).isVisible();
        network.settle();

        link(grace, "My events").click();
        assertThat(grace.getByText("Dinner for two")).isVisible();
        shootBoth(grace, "meeting-14-my-events");
        var ownCalendar = grace.getByLabel("Address of your calendar").inputValue();
        assertThat(calendar(ownCalendar)).contains("SUMMARY:Dinner for two", "214 West 29th Street");
        assertThat(calendar(network.address() + "/clubs/late-bloomers/calendar.ics"))
                .contains("SUMMARY:Dinner for two", "UID:" + event.substring(event.lastIndexOf('/') + 1))
                .doesNotContain("214 West");
        grace.navigate(event);
        link(grace, "Show my ticket").click();
        shootBoth(grace, "meeting-15-ticket");
        var scanned = scan(grace.locator("svg.qr"));
        assertThat(scanned).startsWith(event + "/checkins?ticket=");

        host.navigate(event + "/rsvps");
        assertThat(button(host, "Check in grace")).hasCount(0);
        shootBoth(host, "meeting-16-door-closed");
        network.leapTo(start.minusHours(1).atZone(NEW_YORK).toInstant());
        host.navigate(event + "/rsvps");
        shootBoth(host, "meeting-17-door-open");
        host.navigate(scanned);
        assertThat(heading(host)).hasText("grace");
        shootBoth(host, "meeting-18-check-in");
        button(host, "Check in").click();
        assertThat(host.getByText("Checked in")).isVisible();
        shootBoth(host, "meeting-19-checked-in");
        host.navigate(scanned);
        assertThat(host.getByText("Already in since")).isVisible();
        shootBoth(host, "meeting-19-already-in");
        host.navigate(event + "/rsvps");
        assertThat(host.getByText("In since")).isVisible();
        shootBoth(host, "meeting-20-door-list");
        grace.reload();
        assertThat(grace.getByText("You were let in at")).isVisible();
        shootBoth(grace, "meeting-21-ticket-in");

        network.settle();
        assertThat(mails("ada@example.com"))
                .containsExactly("confirm-address", "on-the-waitlist", "approved", "seat-confirmed", "seat-cancelled");
        assertThat(mails("grace@example.com"))
                .containsExactly(
                        "confirm-address",
                        "on-the-waitlist",
                        "approved",
                        "seat-waitlisted",
                        "seat-offered",
                        "seat-confirmed",
                        "reminder-2h");
        assertThat(mails(LocalRuntime.FOUNDER_EMAIL)).containsOnly("sign-in");
    }

    @Test
    void shouldShowAMemberTheirNextEventOnTheFirstPage() {
        var founder = admit("joan@example.com");
        network.post("/clubs", """
                {"name":"Early Birds","industry":"design","city":"Berlin","timezone":"Europe/Berlin",
                 "description":"Coffee before work.","joining":"open"}""", founder);
        var event = network.post(
                        "/clubs/early-birds/events",
                        """
                        {"title":"Coffee at seven","startsAt":"%sT07:00","timezone":"Europe/Berlin","durationMinutes":45,
                         "venue":{"name":"Corner Café","address":"Torstraße 1","city":"Berlin"},"capacity":8}""".formatted(network.now()
                                .atZone(ZoneId.of("Europe/Berlin"))
                                .toLocalDate()
                                .plusDays(3)),
                        founder)
                .json()
                .get("eventId")
                .asText();
        var joan = signedIn("joan@example.com");
        assertThat(joan.getByText("Nothing is planned yet.")).isVisible();

        joan.navigate("/events/" + event);
        button(joan, "I'm going").click();
        link(joan, "Clockout").click();

        var own = joan.locator("h2:has-text('Your next events') + ul");
        assertThat(own.getByText("Coffee at seven")).isVisible();
        assertThat(own.getByText("You have a seat")).isVisible();
        shootBoth(joan, "meeting-22-first-page");
        own.getByText("Coffee at seven").click();
        assertThat(heading(joan)).hasText("Coffee at seven");
    }

    /** Takes people in as {@link AdmissionJourneyTest} proves it; gives the founder's session. */
    private static String admit(String... people) {
        for (var person : people) {
            network.signUp(person);
            network.settle();
            network.confirm(person);
        }
        network.settle();
        var founder = network.signInFounder();
        network.post("/admin/waitlist/decisions", "{\"decision\":\"approve\",\"first\":5}", founder);
        network.settle();
        return founder;
    }

    /** A guest with a phone who has followed the link in the mail that welcomes them. */
    private static Page signedIn(String email) {
        var person = browsers.person(PHONE);
        browsers.openMail(person, email, "approved");
        button(person, "Sign me in").click();
        return person;
    }

    /** Far enough ahead for a freed seat to be offered. */
    private static LocalDateTime nextEvening() {
        var soonest = network.now().plus(Duration.ofHours(4)).atZone(NEW_YORK).toLocalDateTime();
        var evening = soonest.with(LocalTime.of(18, 30));
        return evening.isBefore(soonest) ? evening.plusDays(1) : evening;
    }

    private static Locator heading(Page page) {
        return page.locator("h1");
    }

    /** What a camera reads off the screen. */
    private static String scan(Locator code) throws IOException, ReaderException {
        var seen = ImageIO.read(new ByteArrayInputStream(code.screenshot()));
        var pixels = seen.getRGB(0, 0, seen.getWidth(), seen.getHeight(), null, 0, seen.getWidth());
        return new QRCodeReader()
                .decode(new BinaryBitmap(
                        new HybridBinarizer(new RGBLuminanceSource(seen.getWidth(), seen.getHeight(), pixels))))
                .getText();
    }

    /** A calendar's lines as they were before RFC 5545 folded them. */
    private static String calendar(String address) {
        var reply = network.get(address.substring(network.address().length()));
        assertThat(reply.status()).as(address).isEqualTo(200);
        return reply.text().replace("\r\n ", "").replace("\\", "");
    }

    /** The kinds of all mails that a recipient has got, first one first. */
    private static List<String> mails(String to) {
        return network.inbox(to, "").reversed().stream()
                .map((JsonNode mail) -> mail.get("kind").asText())
                .collect(Collectors.toList());
    }
}
