package app.clockout.cities;

import app.clockout.domain.FoldedText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the list of cities from lines of {@code people TAB zone TAB name TAB other name…}, as {@code make cities} does. Of equal
 * names the most peopled city's wins, where the name that a city is called by first counts for more.
 */
final class CityList {
    /** So that Islamabad is not Chattogram (6.5 times as many people), but Odessa is not the one in Texas (8.9 times). */
    private static final double FIRST_NAME = 8;

    /** Codes of airports, names with notes such as "[a. 1275]" or with the country behind them. */
    private static final Pattern NO_NAME = Pattern.compile("[A-Z]{3}|.*[*:;,/()\\[\\]0-9].*");

    /** @param weight its people, more where it is the city's first name */
    private record Candidate(String zone, double weight) {}

    private final Map<String, Candidate> byName = new HashMap<>();

    public static void main(String[] args) throws IOException {
        var list = new CityList();
        try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            lines.lines().forEach(list::add);
        }
        try (var out = new PrintStream(System.out, false, StandardCharsets.UTF_8)) {
            list.lines().forEach(line -> out.print(line + "\n"));
        }
    }

    void add(String line) {
        var parts = line.split("\t", -1);
        int people = Integer.parseInt(parts[0]);
        var zone = parts[1];
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            return;
        }
        add(parts[2], zone, people * FIRST_NAME);
        Stream.of(parts).skip(3).filter(CityList::isName).forEach(name -> add(name, zone, people));
    }

    private void add(String name, String zone, double weight) {
        var folded = FoldedText.of(name).value();
        if (!folded.isEmpty()) {
            byName.merge(
                    folded, new Candidate(zone, weight), (one, other) -> one.weight() >= other.weight() ? one : other);
        }
    }

    /** A line for each zone, in order. */
    Stream<String> lines() {
        var byZone = new TreeMap<String, TreeSet<String>>();
        byName.forEach(
                (name, city) -> byZone.computeIfAbsent(city.zone(), _ -> new TreeSet<>(Comparator.naturalOrder()))
                        .add(name));
        return byZone.entrySet().stream().map(zone -> zone.getKey() + "\t" + String.join("\t", zone.getValue()) + "\t");
    }

    /** Whether it is what people write: Latin letters without a capital are a letter-by-letter rendering. */
    private static boolean isName(String name) {
        return !NO_NAME.matcher(name).matches()
                && (name.codePoints().noneMatch(CityList::isLatin)
                        || name.codePoints().anyMatch(Character::isUpperCase));
    }

    private static boolean isLatin(int c) {
        return UnicodeScript.of(c) == UnicodeScript.LATIN;
    }
}
