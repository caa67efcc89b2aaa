package app.clockout.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Loaded classes by where they come from, to see what is worth doing without. */
final class Packages {
    private static final int DEPTH_OF_JDK = 3;
    private static final int DEPTH_OF_OTHERS = 5;

    private Packages() {}

    static List<Map.Entry<String, Long>> most(List<String> classes, int most) {
        return classes.stream()
                .collect(Collectors.groupingBy(Packages::packageOf, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .toList();
    }

    private static String packageOf(String className) {
        if (className.contains("$$Lambda") || className.contains("LambdaForm")) {
            return "(made at run time for lambdas and method handles)";
        }
        var parts = List.of(className.split("\\."));
        int depth = parts.getFirst().matches("java|jdk|sun|javax|com\\.sun") ? DEPTH_OF_JDK : DEPTH_OF_OTHERS;
        return String.join(".", parts.subList(0, Math.min(depth, Math.max(1, parts.size() - 1))));
    }
}
