package app.clockout.bench;

import app.clockout.bench.Measuring.FirstAnswer;
import app.clockout.bench.Measuring.Warm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was measured of one subject. */
final class Results {
    final List<FirstAnswer> cold = new ArrayList<>();
    final List<FirstAnswer> unprimed = new ArrayList<>();
    final List<FirstAnswer> primed = new ArrayList<>();
    int classes;

    @Nullable
    Warm warm;

    static Spread time(List<FirstAnswer> answers) {
        return of(answers, FirstAnswer::after);
    }

    static Spread cpu(List<FirstAnswer> answers) {
        return of(answers, FirstAnswer::cpu);
    }

    private static Spread of(List<FirstAnswer> answers, Function<FirstAnswer, Duration> what) {
        return Spread.of(answers.stream().map(what).toList());
    }
}
