package app.clockout.cities;

import app.clockout.domain.FoldedText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;

/**
 * The time zones of the world's cities, by any of their names in any script: what can be suggested to who says where they are, never
 * what is so. Cities from 100,000 people on and capitals, from GeoNames (CC BY 4.0); {@code make cities} writes the list anew.
 */
public final class CityZones {
    /** A line for each zone: its name, then the names of its cities, folded, each between two tabs. */
    static final String LIST = "cities.tsv";

    private CityZones() {}

    /** The zone of the city that people most probably mean by a name; empty for a smaller place. */
    public static Optional<ZoneId> of(String city) {
        var name = FoldedText.of(city).value();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        // Read when it is asked for, which is seldom: a map of 90,000 names would be in every snapshot.
        try (var lines = lines()) {
            var between = "\t" + name + "\t";
            return lines.lines()
                    .filter(line -> line.contains(between))
                    .findFirst()
                    .map(line -> ZoneId.of(line.substring(0, line.indexOf('\t'))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** That zone's name, for the field of a form; empty where none is known. */
    public static String suggestion(String city) {
        return of(city).map(ZoneId::getId).orElse("");
    }

    static BufferedReader lines() {
        var list = Objects.requireNonNull(CityZones.class.getResourceAsStream(LIST), LIST);
        return new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8));
    }
}
