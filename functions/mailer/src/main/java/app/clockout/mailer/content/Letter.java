package app.clockout.mailer.content;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a mail says, once for both of its forms: plain text and HTML are two views of the same lines.
 *
 * @param preheader what a mail program shows beside the subject
 * @param unsubscribe the address that stops mails of its kind; null where they cannot be stopped
 * @param invite what it tells the reader's calendar; null for nothing
 */
public record Letter(
        String subject,
        String preheader,
        List<Line> lines,
        @Nullable String unsubscribe,
        @Nullable CalendarInvite invite) {
    public Letter(String subject, String preheader, List<Line> lines) {
        this(subject, preheader, lines, null, null);
    }

    /** The same as a mail of a kind that can be stopped at this address. */
    public Letter stoppable(String unsubscribe) {
        return new Letter(subject, preheader, lines, unsubscribe, invite);
    }

    /** The same, telling the reader's calendar what it tells the reader. */
    public Letter with(CalendarInvite invite) {
        return new Letter(subject, preheader, lines, unsubscribe, invite);
    }

    /** One piece of a letter, in reading order. */
    public sealed interface Line {
        /** Said on its own, before all else. */
        record Heading(String text) implements Line {}

        record Paragraph(String text) implements Line {}

        /** The one thing to do; as text, its address on a line of its own. */
        record Button(String label, String url) implements Line {}

        /** One more thing that can be done, or looked at. */
        record Link(String label, String url) implements Line {}

        /**
         * The reader's ticket as a QR code, to be shown at the door; in HTML only.
         *
         * @param url what the code says
         */
        record Ticket(String url) implements Line {}

        /** What another member wrote, in their words and lines. */
        record Quote(String text) implements Line {}

        /** Said quietly, at the end. */
        record Small(String text) implements Line {}
    }

    /** How the HTML names the picture of the ticket's code, which goes with it (RFC 2392). */
    public static final String TICKET_ID = "ticket@clockout";

    public static final String STOP = "Stop these mails, or choose which you get";

    private static final int WIDTH = 76;
    private static final String QUOTE = "> ";

    public String html() {
        var html = new StringOutput(8 * 1024);
        JteletterGenerated.render(new OwaspHtmlTemplateOutput(html), null, this);
        return html.toString();
    }

    public String text() {
        var stop = unsubscribe == null ? "" : "\n\n" + linked(STOP, unsubscribe);
        return lines.stream()
                .filter(line -> !(line instanceof Line.Ticket))
                .map(line -> switch (line) {
                    case Line.Heading(var text) -> wrapped(text, WIDTH);
                    case Line.Paragraph(var text) -> wrapped(text, WIDTH);
                    case Line.Button(var label, var url) -> linked(label, url);
                    case Line.Link(var label, var url) -> linked(label, url);
                    case Line.Ticket _ -> "";
                    case Line.Quote(var text) -> quoted(text);
                    case Line.Small(var text) -> wrapped(text, WIDTH);
                })
                .collect(Collectors.joining("\n\n", "", stop + "\n\n-- \nClockout. Meet people in person.\n"));
    }

    /** What the code in it says; empty where it has none. */
    public Optional<String> ticket() {
        return lines.stream()
                .flatMap(line -> line instanceof Line.Ticket(var url) ? Stream.of(url) : Stream.empty())
                .findFirst();
    }

    private static String linked(String label, String url) {
        return wrapped(label.endsWith("?") ? label : label + ":", WIDTH) + "\n" + url;
    }

    /** Marked line by line, as mail programs show what another wrote (RFC 3676, section 4.5). */
    private static String quoted(String text) {
        return text.lines()
                .map(line -> wrapped(line, WIDTH - QUOTE.length()).replace("\n", "\n" + QUOTE))
                .map(line -> (QUOTE + line).stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    private static String wrapped(String text, int width) {
        var lines = new StringBuilder();
        int column = 0;
        for (var word : text.split(" ")) {
            if (column > 0 && column + 1 + word.length() > width) {
                lines.append('\n');
                column = 0;
            } else if (column > 0) {
                lines.append(' ');
                column++;
            }
            lines.append(word);
            column += word.length();
        }
        return lines.toString();
    }
}
