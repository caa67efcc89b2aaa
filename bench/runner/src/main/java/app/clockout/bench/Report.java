package app.clockout.bench;

import java.time.Instant;
import java.util.Map;

/** The figures as a page of docs/. */
final class Report {
    private static final String NONE = "–";

    private final Map<Subject, Results> results;
    private final int rounds;
    private final double plainCold;

    Report(Map<Subject, Results> results, int rounds) {
        this.results = results;
        this.rounds = rounds;
        this.plainCold = results.entrySet().stream()
                .filter(entry -> Subjects.isPlain(entry.getKey()))
                .mapToDouble(entry -> Results.time(entry.getValue().cold).median())
                .findFirst()
                .orElseThrow();
    }

    String text(Instant at) {
        return "";
    }
}
