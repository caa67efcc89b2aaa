package app.clockout.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How the keys of the one table begin: as docs/table-design.md says, and no two stores' alike. */
class TableKeysTest {
    /** A text that is a key or begins one, such as {@code PROFILE} or {@code SESSION#}. */
    private static final Pattern KEY = Pattern.compile("\"([A-Z]{2,}(?:#[^\"]*)?)\"");

    private static final Pattern BEGINNING = Pattern.compile("^`([A-Z]+#?)");
    private static final List<String> NO_KEYS = List.of("PK", "SK", "UTC");

    /** A row of the list of items; a sort key that begins with a value has an empty beginning. */
    private record Row(String item, String partition, String sort, List<String> stores) {
        private boolean mayMeet(Row other) {
            return partition.equals(other.partition) && (sort.startsWith(other.sort) || other.sort.startsWith(sort));
        }
    }

    @Test
    void shouldBeginAsTheListOfItemsSays() throws IOException {
        var spelled = new TreeSet<String>();
        for (var source : Sources.deployed()) {
            if (!source.text().contains("package app.clockout.table;")
                    && !source.text().contains("import app.clockout.table.Key;")) {
                continue;
            }
            KEY.matcher(source.text())
                    .results()
                    .map(text -> text.group(1))
                    .filter(text -> !NO_KEYS.contains(text))
                    .map(text -> text.replaceFirst("#.*", "#"))
                    .forEach(spelled::add);
        }
        var listed = new TreeSet<String>();
        rows().forEach(row -> Stream.of(row.partition(), row.sort())
                .filter(beginning -> !beginning.isEmpty())
                .forEach(listed::add));

        assertThat(spelled).as("keys in the code, beside docs/table-design.md").isEqualTo(listed);
    }

    @Test
    void shouldBeginInNoTwoStoresAlike() throws IOException {
        var rows = rows();
        var alike = new ArrayList<String>();
        for (int i = 0; i < rows.size(); i++) {
            for (var other : rows.subList(i + 1, rows.size())) {
                var row = rows.get(i);
                if (row.mayMeet(other) && !row.stores().equals(other.stores())) {
                    alike.add(row + " and " + other);
                }
            }
        }

        assertThat(alike).isEmpty();
    }

    @Test
    void shouldBeWrittenByStoresThatThereAre() throws IOException {
        var types = Sources.deployed().stream().map(Sources.Source::type).toList();

        assertThat(rows()).allSatisfy(row -> assertThat(types).as(row.item()).containsAll(row.stores()));
    }

    private static List<Row> rows() throws IOException {
        var rows = Files.readString(Sources.ROOT.resolve("docs/table-design.md"))
                .replaceFirst("(?s)\n## Accesses.*", "")
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| item |"))
                .map(line -> line.split("\\|"))
                .map(cells -> new Row(
                        cells[1].strip(),
                        beginning(cells[2].strip()),
                        beginning(cells[3].strip().equals("same") ? cells[2].strip() : cells[3].strip()),
                        Arrays.stream(cells[5].split(","))
                                .map(store -> store.replace("`", "").strip())
                                .toList()))
                .toList();
        assertThat(rows).isNotEmpty();
        return rows;
    }

    private static String beginning(String cell) {
        var begins = BEGINNING.matcher(cell);
        return begins.find() ? begins.group(1) : "";
    }
}
