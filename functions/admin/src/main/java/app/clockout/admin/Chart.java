package app.clockout.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** A small bar chart of days, in the units of its SVG view box. */
record Chart(String title, List<Bar> bars, long highest, String firstDay, String lastDay) {
    static final int WIDTH = 600;
    static final int HEIGHT = 120;
    private static final int TOP = 14;
    private static final int BOTTOM = 100;

    record Bar(int x, int y, int width, int height, String label) {}

    static Chart of(String title, List<StatsReport.Day> days, ToLongFunction<StatsReport.Day> value) {
        long highest = Math.max(1, days.stream().mapToLong(value).max().orElse(1));
        int step = WIDTH / days.size();
        var bars = new ArrayList<Bar>();
        for (int i = 0; i < days.size(); i++) {
            long amount = Math.max(0, value.applyAsLong(days.get(i)));
            int height = (int) Math.round((double) (BOTTOM - TOP) * amount / highest);
            bars.add(new Bar(
                    i * step + 2, BOTTOM - height, step - 4, height, days.get(i).date() + ": " + amount));
        }
        return new Chart(
                title,
                bars,
                highest,
                days.getFirst().date().toString(),
                days.getLast().date().toString());
    }
}
