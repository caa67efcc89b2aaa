package app.clockout.calendar;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Content lines as RFC 5545, section 3.1, wants them: of at most 75 octets, no character cut. */
final class FoldedLines {
    private static final int MOST_OCTETS = 75;

    private FoldedLines() {}

    /** @param text lines that end with CRLF */
    static String of(String text) {
        var folded = new StringBuilder(text.length() + text.length() / 32);
        int octets = 0;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            int size = Character.toString(character).getBytes(UTF_8).length;
            if (character == '\r' || character == '\n') {
                octets = 0;
            } else if (octets + size > MOST_OCTETS) {
                folded.append("\r\n ");
                octets = 1 + size;
            } else {
                octets += size;
            }
            folded.appendCodePoint(character);
            i += Character.charCount(character);
        }
        return folded.toString();
    }
}
