package app.clockout.mailer;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a mail says, once for both of its forms: plain text and HTML are two views of the same lines.
 *
 * @param preheader what a mail program shows beside the subject
 */
record Letter(String subject, String preheader, List<Line> lines) {
    /** One piece of a letter, in reading order. */
    sealed interface Line {
        /** Said on its own, before all else. */
        record Heading(String text) implements Line {}

        record Paragraph(String text) implements Line {}

        /** The one thing to do; as text, its address on a line of its own. */
        record Button(String label, String url) implements Line {}

        /** Said quietly, at the end. */
        record Small(String text) implements Line {}
    }

    private static final int WIDTH = 76;

    String html() {
        var html = new StringOutput(8 * 1024);
        JteletterGenerated.render(new OwaspHtmlTemplateOutput(html), null, this);
        return html.toString();
    }

    String text() {
        return lines.stream()
                .map(line -> switch (line) {
                    case Line.Heading(var text) -> wrapped(text);
                    case Line.Paragraph(var text) -> wrapped(text);
                    case Line.Button(var label, var url) -> label + ":\n" + url;
                    case Line.Small(var text) -> wrapped(text);
                })
                .collect(Collectors.joining("\n\n", "", "\n\n-- \nClockout. Meet people in person.\n"));
    }

    private static String wrapped(String text) {
        var lines = new StringBuilder();
        int column = 0;
        for (var word : text.split(" ")) {
            if (column > 0 && column + 1 + word.length() > WIDTH) {
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
