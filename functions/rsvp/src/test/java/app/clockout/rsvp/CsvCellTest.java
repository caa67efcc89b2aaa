package app.clockout.rsvp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellTest {
    static Stream<Arguments> cells() {
        return Stream.of(
                Arguments.of("Maya Lindqvist", "Maya Lindqvist"),
                Arguments.of("", ""),
                Arguments.of("Anne-Marie O'Neill+1 @home =", "Anne-Marie O'Neill+1 @home ="),
                Arguments.of("Żółć 東京 पटना", "Żółć 東京 पटना"),
                Arguments.of("Oak, Zoë", "\"Oak, Zoë\""),
                Arguments.of("Oak; Zoë", "\"Oak; Zoë\""),
                Arguments.of("Zoë \"Z\" Oak", "\"Zoë \"\"Z\"\" Oak\""),
                Arguments.of("two\nlines", "\"two\nlines\""),
                Arguments.of("=SUM(1,2)", "\"'=SUM(1,2)\""),
                Arguments.of("+1", "'+1"),
                Arguments.of("-1", "'-1"),
                Arguments.of("@cmd", "'@cmd"),
                Arguments.of("\t=1", "\"'\t'=1\""),
                Arguments.of("\r1", "\"'\r1\""),
                Arguments.of("＝1+1", "'＝1+1"),
                Arguments.of("＋1", "'＋1"),
                Arguments.of("－1", "'－1"),
                Arguments.of("＠x", "'＠x"),
                Arguments.of("﹦1", "'﹦1"),
                Arguments.of("−1", "'−1"),
                Arguments.of(";=1+1", "\";'=1+1\""),
                Arguments.of("a;=1+1", "\"a;'=1+1\""),
                Arguments.of("a;＝1+1", "\"a;'＝1+1\""),
                Arguments.of("a; =1+1", "\"a;' =1+1\""),
                Arguments.of("a;;-1;b", "\"a;;'-1;b\""),
                Arguments.of("a,=1+1", "\"a,'=1+1\""),
                Arguments.of("a;\"=1+1\"", "\"a;'\"\"=1+1\"\"\""),
                Arguments.of("\"=1\"", "\"'\"\"=1\"\"\""),
                Arguments.of("\u200b=1", "'\u200b=1"),
                Arguments.of("'=1", "'=1"));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void shouldBeNoFormula(String text, String cell) {
        assertThat(CsvCell.of(text)).isEqualTo(cell);
    }

    /** A reader that splits a row at its sign wherever no quotes are open, and opens them at the start of a cell only. */
    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t'})
    void shouldBeNoFormulaForAProgramThatSplitsAtAnotherSign(char split) {
        for (var text : cells().map(arguments -> (String) arguments.get()[0]).toList()) {
            for (var seen : cells("id," + CsvCell.of(text) + ",confirmed", split)) {
                assertThat(seen.strip()).as("%s in %s", seen, text).doesNotMatch("(?s)[\"\\s\u200b]*[=+\\-@＝＋－＠﹦−].*");
            }
        }
    }

    private static List<String> cells(String row, char split) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < row.length(); i++) {
            char c = row.charAt(i);
            if (c == '"' && (quoted || cell.isEmpty())) {
                quoted = !quoted;
            } else if (c == split && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
