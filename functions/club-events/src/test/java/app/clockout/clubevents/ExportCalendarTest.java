package app.clockout.clubevents;

import static app.clockout.local.testing.HttpAnswers.json;
import static app.clockout.local.testing.HttpAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExportCalendarTest {
    private final ClubEventsFixture fixture = new ClubEventsFixture();

    @Test
    void shouldGiveAnEventToACalendar() {
        var id = fixture.announced(Map.of());
        fixture.seat(id, "mona");

        assertThat(calendar(null, "/events/" + id + "/calendar.ics"))
                .contains("UID:" + id + "@clockout\r\n", "SEQUENCE:0\r\n", "LOCATION:Bar\\, New York\r\n")
                .contains("DTSTART;TZID=America/New_York:20270114T183000", "BEGIN:VTIMEZONE")
                .contains("URL:https://localhost/events/" + id)
                .doesNotContain("Main St");
        assertThat(calendar(fixture.member, "/events/" + id + "/calendar.ics"))
                .contains("Bar\\, 1 Main St\\, New York");
        assertThat(calendar(fixture.stranger, "/events/" + id + "/calendar.ics"))
                .doesNotContain("Main St");
    }

    @Test
    void shouldCountUpWithMovesAndTheCancellation() {
        var id = fixture.announced(Map.of());
        var path = "/events/" + id + "/calendar.ics";
        json(
                200,
                fixture.ask(fixture.http("PUT", "/events/" + id)
                        .bearer(fixture.host)
                        .header("if-match", "\"1\"")
                        .json(ClubEventsFixture.announcement(Map.of("durationMinutes", 60)))));
        assertThat(calendar(null, path))
                .contains("SEQUENCE:1\r\n", "STATUS:CONFIRMED", "DTEND;TZID=America/New_York:20270114T193000");
        json(200, fixture.ask(fixture.http("POST", "/events/" + id + "/cancel").bearer(fixture.host)));
        assertThat(calendar(null, path)).contains("SEQUENCE:2\r\n", "STATUS:CANCELLED", "UID:" + id);
    }

    @Test
    void shouldGiveAClubsEventsOfTheLastThirtyDaysAndWhatComes() {
        fixture.announced(Map.of("title", "long ago"));
        fixture.announced(Map.of("title", "just over", "startsAt", "2027-02-01T18:30"));
        fixture.announced(Map.of("title", "to come", "startsAt", "2027-04-01T18:30"));
        fixture.announced(Map.of("title", "own", "startsAt", "2027-04-02T18:30", "visibility", "club"));
        fixture.announced(
                ClubEventsFixture.TECH,
                fixture.otherHost,
                Map.of("title", "of others", "startsAt", "2027-04-02T18:30"));
        fixture.stack.clock().advance(Duration.ofDays(29 + 20));
        var path = "/clubs/law-lima/calendar.ics";

        assertThat(calendar(null, path))
                .contains("NAME:Law Lima", "SUMMARY:just over", "SUMMARY:to come")
                .doesNotContain("SUMMARY:own", "Main St", "long ago", "of others");
        assertThat(calendar(fixture.member, path)).contains("SUMMARY:own");
        assertThat(calendar(fixture.stranger, path)).doesNotContain("SUMMARY:own");
        assertThat(calendar(fixture.host, path)).contains("SUMMARY:own");
        problem(404, "not-found", fixture.ask(fixture.http("GET", "/clubs/nobodys/calendar.ics")));
    }

    private String calendar(@Nullable String session, String path) {
        var request = fixture.http("GET", path);
        var answer = fixture.ask(session == null ? request : request.bearer(session));
        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getHeaders()).containsEntry("Content-Type", "text/calendar; charset=utf-8");
        return answer.getBody().replace("\r\n ", "");
    }
}
