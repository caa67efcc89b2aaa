package app.clockout.local.journey;

import static app.clockout.local.journey.Browsers.button;
import static app.clockout.local.journey.Browsers.fill;
import static app.clockout.local.journey.Browsers.link;
import static app.clockout.local.journey.Browsers.shoot;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A member in Delhi with the smallest phone, JavaScript off, at an event in Boston that lasts from Friday to Sunday. */
class AbroadJourneyTest {
    private static final int SMALLEST = 320;
    private static final ZoneId BOSTON = ZoneId.of("America/New_York");
    private static final ZoneId DELHI = ZoneId.of("Asia/Kolkata");
    private static final DateTimeFormatter DATED = DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm", Locale.ENGLISH);
    private static final String LONG_WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsges";
    private static final Duration LASTS = Duration.ofHours(43);

    private static Network network;
    private static Browsers browsers;

    @BeforeAll
    static void start() {
        network = Network.start();
        // Far from the days on which clocks change in Boston.
        var nextYear = network.now().atZone(BOSTON).getYear() + 1;
        network.leapTo(LocalDate.of(nextYear, 1, 11).atStartOfDay(BOSTON).toInstant());
        browsers = new Browsers(network);
    }

    @AfterAll
    static void stop() {
        browsers.close();
        network.close();
    }

    @Test
    void shouldTellEachClockByItsPlaceOnTheSmallestScreen() {
        var ananya = admitted();
        var start = friday();
        var founder = network.signInFounder();
        network.post("/clubs", """
                {"name":"%s","industry":"law","city":"Boston","timezone":"America/New_York",
                 "description":"We read what nobody can pronounce.","joining":"open"}""".formatted(LONG_WORD), founder);
        var event = network.post(
                        "/clubs/" + slug(founder) + "/events",
                        """
                        {"title":"%s on the road","description":"","startsAt":"%s","timezone":"America/New_York",
                         "durationMinutes":%d,"capacity":1,"visibility":"public",
                         "venue":{"name":"Old State House","address":"206 Washington Street","city":"Boston"}}""".formatted(LONG_WORD, start, LASTS.toMinutes()),
                        founder)
                .json()
                .path("eventId")
                .asText();

        ananya.navigate("/clubs");
        shoot(ananya, "abroad-04-clubs");
        ananya.getByText(LONG_WORD).first().click();
        shoot(ananya, "abroad-05-club");
        ananya.navigate("/events");
        shoot(ananya, "abroad-06-events");
        ananya.navigate("/events/" + event);
        assertThat(ananya.getByText(there(start))).isVisible();
        assertThat(ananya.getByText("On your clock: " + here(start))).isVisible();
        button(ananya, "I'm going").click();
        assertThat(ananya.getByText("You have a seat.")).isVisible();
        shoot(ananya, "abroad-07-event");
        link(ananya, "Show my ticket").click();
        shoot(ananya, "abroad-08-ticket");
        var ticket = ananya.url();
        link(ananya, "My events").click();
        assertThat(ananya.getByText(there(start))).isVisible();
        shoot(ananya, "abroad-09-my-events");

        network.settle();
        var mail = network.inbox("ananya@example.com", "seat-confirmed").getFirst();
        assertThat(mail.path("text").asText().replaceAll("[\\u2066-\\u2069]", ""))
                .contains(dated(start, BOSTON), dated(start.plus(LASTS), BOSTON), "Boston");
        var answering = browsers.person(SMALLEST);
        browsers.openMail(answering, "ananya@example.com", "seat-confirmed", "/r/");
        shoot(answering, "abroad-10-answer");

        var host = host();
        network.leapTo(start.minusHours(1).atZone(BOSTON).toInstant());
        host.navigate("/events/" + event + "/rsvps");
        shoot(host, "abroad-11-door");
        button(host, "Check in अनन्या शर्मा").click();
        shoot(host, "abroad-12-checked-in");
        ananya.navigate(ticket);
        assertThat(ananya.getByText("You were let in at")).isVisible();
        shoot(ananya, "abroad-13-ticket-in");
        host.navigate("/events/" + event);
        shoot(host, "abroad-14-event-host");
        host.navigate("/events/" + event + "/edit");
        shoot(host, "abroad-15-edit");
    }

    /** By the pages alone: the form comes back with a clock that her city suggests. */
    private static Page admitted() {
        var page = browsers.person(SMALLEST);
        page.navigate("/");
        shoot(page, "abroad-00-landing");
        fill(page, "Email address", "ananya@example");
        fill(page, "Your name", "अनन्या शर्मा");
        page.getByLabel("Industry").selectOption("law");
        fill(page, "What you do", "वकील");
        fill(page, "City", "दिल्ली");
        page.getByLabel("Keep these details").check();
        button(page, "Apply").click();
        assertThat(page.getByLabel("Time zone")).hasValue(DELHI.getId());
        shoot(page, "abroad-01-back");
        fill(page, "Email address", "ananya@example.com");
        button(page, "Apply").click();
        browsers.openMail(page, "ananya@example.com", "confirm-address");
        shoot(page, "abroad-02-confirm");
        button(page, "Yes, confirm my address").click();
        network.settle();
        network.post("/admin/waitlist/decisions", "{\"decision\":\"approve\",\"first\":1}", network.signInFounder());
        browsers.openMail(page, "ananya@example.com", "approved");
        button(page, "Sign me in").click();
        shoot(page, "abroad-03-member");
        return page;
    }

    private static Page host() {
        var host = browsers.person(SMALLEST);
        host.navigate("/signin");
        fill(host, "Your email address", "founder@clockout.test");
        button(host, "Send me a sign-in link").click();
        browsers.openMail(host, "founder@clockout.test", "sign-in");
        button(host, "Sign me in").click();
        return host;
    }

    private static String slug(String session) {
        return network.get("/clubs", session)
                .json()
                .path("items")
                .path(0)
                .path("slug")
                .asText();
    }

    private static LocalDateTime friday() {
        var soonest = network.now().plus(Duration.ofDays(2)).atZone(BOSTON).toLocalDate();
        return soonest.with(TemporalAdjusters.nextOrSame(DayOfWeek.FRIDAY)).atTime(LocalTime.of(18, 30));
    }

    private static String there(LocalDateTime start) {
        return "%s – %s in Boston (GMT-5)".formatted(dated(start, BOSTON), dated(start.plus(LASTS), BOSTON));
    }

    private static String here(LocalDateTime start) {
        return "%s – %s (GMT+5:30)".formatted(dated(start, DELHI), dated(start.plus(LASTS), DELHI));
    }

    /** A moment in Boston, as a clock elsewhere has it. */
    private static String dated(LocalDateTime inBoston, ZoneId zone) {
        return DATED.format(inBoston.atZone(BOSTON).withZoneSameInstant(zone));
    }
}
