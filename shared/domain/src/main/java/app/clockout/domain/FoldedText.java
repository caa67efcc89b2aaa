package app.clockout.domain;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Text as it is compared, not as it is shown: without case, width, outer spaces and what cannot be seen; without the accents of Latin
 * and Greek letters, the stress marks and the ё of Cyrillic ones, and the points of Hebrew and Arabic. A mark of any other
 * script is part of its letter. "  Zürich " is "zurich", and पटना is not पाटन.
 */
public record FoldedText(String value) {
    private static final Pattern SPACES = Pattern.compile("[\\s\u2800]+");
    /** A vowel sign belongs to its word, as a letter does. */
    private static final Pattern LETTERS = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    /** Makes a line of Arabic longer. */
    private static final int TATWEEL = 0x0640;

    private static final int GRAVE = 0x0300;
    private static final int ACUTE = 0x0301;
    private static final int DIAERESIS = 0x0308;
    /** Becomes a letter in upper case. */
    private static final int IOTA_BELOW = 0x0345;

    public static FoldedText of(String text) {
        // Taken apart, so that each mark stands behind its letter. What cannot be seen goes first: it can stand between
        // the two.
        var apart = Normalizer.normalize(withoutUnseen(Normalizer.normalize(text, Form.NFKD)), Form.NFKD);
        // By way of upper case, so that ß and ẞ meet SS, ı meets I and ς meets Σ.
        var small = withoutAccents(apart)
                .toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        // A stroke is no mark that Unicode takes off. Spaces last: some become plain ones only on the way.
        var letters = small.replace('ø', 'o')
                .replace('ł', 'l')
                .replace('đ', 'd')
                .replace('ħ', 'h')
                .replace('ŧ', 't')
                .replace('ς', 'σ');
        return new FoldedText(SPACES.matcher(Normalizer.normalize(letters, Form.NFKC))
                .replaceAll(" ")
                .strip());
    }

    /** Its words, each once, in order: runs of letters, marks and digits, in scripts that put spaces between words. */
    public List<String> words() {
        return runs(false);
    }

    /** What is written in scripts without spaces between words, where a word can begin at any letter: runs, each once, in order. */
    public List<String> phrases() {
        return runs(true);
    }

    /**
     * Whether who searches for this finds a name: each of its words begins one of the name's, and each of its phrases stands in one.
     * A letter counts with its marks: क begins कला, but not काला.
     */
    public boolean isFoundIn(FoldedText name) {
        var words = name.words();
        var phrases = name.phrases();
        return words().stream().allMatch(word -> words.stream().anyMatch(own -> begins(own, word)))
                && phrases().stream().allMatch(phrase -> phrases.stream().anyMatch(own -> stands(own, phrase)));
    }

    /** Whether a word begins with these letters, and goes on, if it does, with another letter. */
    public static boolean begins(String word, String letters) {
        return word.startsWith(letters) && isWholeAt(word, letters.length());
    }

    /** Whether the last letter of these is of a script whose marks are parts of letters. */
    public static boolean takesMarks(String letters) {
        return switch (UnicodeScript.of(letters.codePointBefore(letters.length()))) {
            case LATIN, GREEK, CYRILLIC, HEBREW, ARABIC, COMMON, ARMENIAN, GEORGIAN, HANGUL -> false;
            default -> true;
        };
    }

    private static boolean stands(String phrase, String letters) {
        for (int at = phrase.indexOf(letters); at >= 0; at = phrase.indexOf(letters, at + 1)) {
            if (isWholeAt(phrase, at) && isWholeAt(phrase, at + letters.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWholeAt(String text, int at) {
        return at == text.length() || !isMark(text.codePointAt(at));
    }

    private List<String> runs(boolean unspaced) {
        var found = new LinkedHashSet<String>();
        for (var letters :
                LETTERS.matcher(value).results().map(MatchResult::group).toList()) {
            int from = 0;
            boolean before = isUnspaced(letters.codePointAt(0), false);
            for (int at = 0; at < letters.length(); at += Character.charCount(letters.codePointAt(at))) {
                boolean now = isUnspaced(letters.codePointAt(at), before);
                if (now != before && before == unspaced) {
                    found.add(letters.substring(from, at));
                }
                from = now == before ? from : at;
                before = now;
            }
            if (before == unspaced) {
                found.add(letters.substring(from));
            }
        }
        return List.copyOf(found);
    }

    /** @param before whether the letter before it is; a mark or a sign of length, such as ー, goes with that */
    private static boolean isUnspaced(int c, boolean before) {
        return switch (UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO, THAI, LAO, KHMER, MYANMAR -> true;
            case COMMON, INHERITED -> before && (isMark(c) || Character.getType(c) == Character.MODIFIER_LETTER);
            default -> false;
        };
    }

    private static String withoutUnseen(String text) {
        var seen = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c != TATWEEL && !InvisibleCharacters.isIgnorable(c))
                .forEach(seen::appendCodePoint);
        return seen.toString();
    }

    private static String withoutAccents(String apart) {
        var plain = new StringBuilder(apart.length());
        int base = ' ';
        for (int at = 0; at < apart.length(); at += Character.charCount(apart.codePointAt(at))) {
            int c = apart.codePointAt(at);
            boolean mark = isMark(c);
            if (!mark || !isAccent(c, base)) {
                plain.appendCodePoint(c);
            }
            base = mark ? base : c;
        }
        return plain.toString();
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    /** Whether a mark behind a letter counts for nothing in comparing. */
    private static boolean isAccent(int mark, int base) {
        return switch (UnicodeScript.of(mark)) {
            case HEBREW -> true;
            case ARABIC, INHERITED, LATIN, GREEK, CYRILLIC ->
                mark == IOTA_BELOW
                        || isArabicPoint(mark)
                        || switch (UnicodeScript.of(base)) {
                            case LATIN, GREEK -> true;
                            case CYRILLIC ->
                                isStress(mark, base) || (mark == DIAERESIS && (base == 'е' || base == 'Е'));
                            default -> false;
                        };
            default -> false;
        };
    }

    /** Stress falls on vowels: the same mark makes ѓ and ќ letters of their own. */
    private static boolean isStress(int mark, int base) {
        return (mark == ACUTE || mark == GRAVE) && "гкГК".indexOf(base) < 0;
    }

    /** Vowels, their doubling and absence, and the signs of recitation; the hamza and madda are of their letters (أ is not ا). */
    private static boolean isArabicPoint(int mark) {
        return (mark >= 0x0610 && mark <= 0x061A)
                || (mark >= 0x064B && mark <= 0x0652)
                || (mark >= 0x0656 && mark <= 0x065E)
                || mark == 0x0670
                || (mark >= 0x06D6 && mark <= 0x06ED)
                || (mark >= 0x0897 && mark <= 0x089F)
                || (mark >= 0x08CA && mark <= 0x08FF);
    }

    @Override
    public String toString() {
        return value;
    }
}
