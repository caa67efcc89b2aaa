package app.clockout.admin;

import app.clockout.table.DailyCounters;
import app.clockout.table.DailyCounters.Count;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The network in figures: all there ever was, and the last thirty days (docs/table-design.md, A1). */
final class StatsReport {
    private static final int DAYS = 30;

    record Day(LocalDate date, long signedUp, long approved, long rsvps) {}

    record Report(Map<Count, Long> totals, List<Day> days) {
        long total(Count count) {
            return totals.getOrDefault(count, 0L);
        }
    }

    private final DailyCounters counters;
    private final InstantSource clock;

    StatsReport(DailyCounters counters, InstantSource clock) {
        this.counters = counters;
        this.clock = clock;
    }

    Report report() {
        var byDay = counters.byDay();
        var totals = new EnumMap<Count, Long>(Count.class);
        byDay.values().forEach(counts -> counts.forEach((count, amount) -> totals.merge(count, amount, Long::sum)));
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var days = new ArrayList<Day>();
        for (int back = DAYS - 1; back >= 0; back--) {
            var date = today.minusDays(back);
            var counts = byDay.getOrDefault(date, Map.of());
            days.add(new Day(
                    date,
                    counts.getOrDefault(Count.SIGNED_UP, 0L),
                    counts.getOrDefault(Count.APPROVED, 0L),
                    counts.getOrDefault(Count.RSVPS, 0L)));
        }
        return new Report(totals, days);
    }
}
