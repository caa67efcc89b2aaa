package app.clockout.web;

import app.clockout.domain.InvisibleCharacters;
import org.jspecify.annotations.Nullable;

/** What a person may type, and what is nothing. */
final class TypedText {
    private TypedText() {}

    /** Whether there are characters that cannot be shown, or turn the direction of what stands around the text. */
    static boolean hasStrangeOnes(String text, boolean lineBreaks) {
        return text.codePoints().anyMatch(c -> isStrange(c, lineBreaks));
    }

    /** Whether a form's field is left empty. What must not be there at all is something, so that it is refused. */
    static boolean isNothing(String text) {
        return text.isBlank() || (!InvisibleCharacters.hasSomethingToSee(text) && !hasStrangeOnes(text, true));
    }

    /** The number, with or without spaces around it; null where it is none that an {@code int} can be. */
    static @Nullable Integer wholeNumber(String text) {
        try {
            return Integer.valueOf(text.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static boolean isStrange(int c, boolean lineBreaks) {
        return (Character.isISOControl(c) && !(lineBreaks && (c == '\n' || c == '\t')))
                || (!lineBreaks && (c == 0x2028 || c == 0x2029))
                || InvisibleCharacters.turnsDirection(c)
                || Character.getType(c) == Character.SURROGATE
                || isNoCharacter(c);
    }

    /** Whether Unicode has set the code point apart for good (its 66 noncharacters). */
    private static boolean isNoCharacter(int c) {
        return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    }
}
