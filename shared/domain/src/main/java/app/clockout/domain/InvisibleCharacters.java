package app.clockout.domain;

import java.util.function.IntPredicate;

/**
 * The characters that show nothing: spaces, controls, and what Unicode calls default ignorable (UAX #44), with the two blanks that it
 * does not: U+2800 and U+1D159.
 */
public final class InvisibleCharacters {
    private InvisibleCharacters() {}

    /** Whether a character shows nothing, with or without a width of its own. */
    public static boolean isInvisible(int c) {
        return isSpace(c) || Character.isISOControl(c) || isIgnorable(c);
    }

    /** Whether there is anything to see in a text. */
    public static boolean hasSomethingToSee(String text) {
        return text.codePoints().anyMatch(c -> !isInvisible(c));
    }

    /** Whether a character turns the direction of what follows it, beyond the text it stands in. */
    public static boolean turnsDirection(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }

    /**
     * Without outer spaces, also those of no width. What belongs to the letter or emoji before it stays: joiners, variation
     * selectors, tags; and so do marks of direction.
     */
    public static String withoutOuterSpaces(String text) {
        return trimmed(text, c -> isSpace(c) || isSpaceWithoutWidth(c));
    }

    /** Without whatever shows nothing at both ends. */
    static String withoutOuterOnes(String text) {
        return trimmed(text, InvisibleCharacters::isInvisible);
    }

    static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x2800;
    }

    /** Whether a character shows nothing and takes no room: joiners, marks of direction, variation selectors, fillers. */
    static boolean isIgnorable(int c) {
        return (Character.getType(c) == Character.FORMAT && !isSignBeforeNumbers(c))
                || (c >= 0xFE00 && c <= 0xFE0F)
                || (c >= 0x180B && c <= 0x180F)
                || (c >= 0xFFF0 && c <= 0xFFF8)
                || (c >= 0xE0000 && c <= 0xE0FFF)
                || switch (c) {
                    case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x3164, 0xFFA0, 0x16FE4, 0x1D159 -> true;
                    default -> false;
                };
    }

    /** Characters of Unicode's kind "format" that are seen all the same, such as the Arabic sign of a year. */
    private static boolean isSignBeforeNumbers(int c) {
        return (c >= 0x0600 && c <= 0x0605)
                || switch (c) {
                    case 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD -> true;
                    default -> false;
                };
    }

    private static boolean isSpaceWithoutWidth(int c) {
        return (c >= 0x2060 && c <= 0x2064)
                || switch (c) {
                    case 0x00AD, 0x180E, 0x200B, 0x3164, 0xFEFF, 0xFFA0 -> true;
                    default -> false;
                };
    }

    private static String trimmed(String text, IntPredicate goes) {
        int from = 0;
        int to = text.length();
        while (from < to && goes.test(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (to > from && goes.test(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }
}
