package app.clockout.rsvp;

import java.util.regex.Pattern;

/**
 * A cell of a table for other programs (RFC 4180) that none of them takes for a formula, whether it splits lines at commas or, as
 * spreadsheets do where the comma is in numbers, at semicolons.
 */
final class CsvCell {
    /** What a table begins with, so that spreadsheets read it as UTF-8. */
    static final String BYTE_ORDER_MARK = "\ufeff";

    /**
     * Where a formula could begin: at the start, and behind whatever splits a line somewhere. A program that splits at semicolons
     * knows no quotes in the middle of what it takes for a cell.
     */
    private static final Pattern BEFORE_FORMULA = Pattern.compile(
            "(?<=^|[,;\\t\\r\\n])(?=[\\t\\r\\n]|[\\s\\p{Z}\\p{Cf}\"]*[=+@\\u002D\\uFF1D\\uFF0B\\uFF0D\\uFF20\\uFE66\\uFE62\\uFE63\\uFE6B\\u2212])");

    private static final Pattern TO_BE_QUOTED = Pattern.compile("[,;\"\\t\\r\\n]|^\\s|\\s$");

    private CsvCell() {}

    /** The text as a cell; before what could begin a formula stands an apostrophe. */
    static String of(String text) {
        var safe = BEFORE_FORMULA.matcher(text).replaceAll("'");
        return TO_BE_QUOTED.matcher(safe).find() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
