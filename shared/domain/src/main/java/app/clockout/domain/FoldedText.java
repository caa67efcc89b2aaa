package app.clockout.domain;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text as it is compared, not as it is shown: without case, accents and outer spaces. "  Zürich " is "zurich". */
public record FoldedText(String value) {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    public static FoldedText of(String text) {
        var plain = MARKS.matcher(Normalizer.normalize(text.strip(), Normalizer.Form.NFKD))
                .replaceAll("");
        return new FoldedText(SPACES.matcher(plain).replaceAll(" ").toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return value;
    }
}
