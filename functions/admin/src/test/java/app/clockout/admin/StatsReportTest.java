package app.clockout.admin;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.table.DailyCounters;
import app.clockout.table.DailyCounters.Count;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatsReportTest {
    private final AdminFixture fixture = new AdminFixture();
    private final DailyCounters figures = new DailyCounters(fixture.table);
    private final StatsReport stats = fixture.stats;

    @Test
    void shouldAddUpAllThereEverWasAndShowTheLastThirtyDays() {
        count("2024-02-29T23:59:59Z", Map.of(Count.SIGNED_UP, 5, Count.WAITING, 5));
        // The clock stands at 2027-01-11.
        count("2026-12-13T00:00:00Z", Map.of(Count.SIGNED_UP, 2, Count.WAITING, 2, Count.RSVPS, 3));
        count("2026-12-12T23:59:59Z", Map.of(Count.SIGNED_UP, 1, Count.WAITING, 1));
        for (int i = 0; i < 20; i++) {
            count("2027-01-11T08:00:00Z", Map.of(Count.WAITING, -1, i % 2 == 0 ? Count.APPROVED : Count.DECLINED, 1));
        }

        var report = stats.report();

        assertThat(report.total(Count.SIGNED_UP)).isEqualTo(8);
        assertThat(report.total(Count.WAITING)).isEqualTo(-12);
        assertThat(report.total(Count.APPROVED)).isEqualTo(10);
        assertThat(report.total(Count.DECLINED)).isEqualTo(10);
        assertThat(report.days()).hasSize(30);
        assertThat(report.days().getFirst()).isEqualTo(new StatsReport.Day(day("2026-12-13"), 2, 0, 3));
        assertThat(report.days().getLast()).isEqualTo(new StatsReport.Day(day("2027-01-11"), 0, 10, 0));
        assertThat(report.days().stream().mapToLong(StatsReport.Day::signedUp).sum())
                .isEqualTo(2);
    }

    @Test
    void shouldReportANetworkOfNobody() {
        fixture.stack.clock().advance(Duration.ofDays(1));

        var report = stats.report();

        assertThat(report.total(Count.SIGNED_UP)).isZero();
        assertThat(report.days()).hasSize(30).allSatisfy(day -> assertThat(day.signedUp() + day.approved())
                .isZero());
        assertThat(Chart.of("Nobody", report.days(), StatsReport.Day::signedUp).bars())
                .allSatisfy(bar -> assertThat(bar.height()).isZero());
    }

    private void count(String at, Map<Count, Integer> amounts) {
        fixture.table.commit(figures.add(Instant.parse(at), amounts));
    }

    private static LocalDate day(String date) {
        return LocalDate.parse(date);
    }
}
