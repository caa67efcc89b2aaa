package app.clockout.domain;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text as it is compared, not as it is shown: without case, accents and outer spaces. "  Zürich " is "zurich". */
public record FoldedText(String value) {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    public static FoldedText of(String text) {
        var plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        // By way of upper case, so that ß meets SS and ı meets I.
        var small = plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        // A stroke is no mark that Unicode takes off. Spaces last: some become plain ones only on the way.
        var letters = small.replace('ø', 'o').replace('ł', 'l').replace('đ', 'd');
        return new FoldedText(SPACES.matcher(letters).replaceAll(" ").strip());
    }

    @Override
    public String toString() {
        return value;
    }
}
