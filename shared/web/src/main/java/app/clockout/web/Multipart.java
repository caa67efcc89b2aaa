package app.clockout.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a form of texts says (multipart/form-data, RFC 7578), in UTF-8. */
final class Multipart {
    static final String TYPE = "multipart/form-data";

    private static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile(
            "(?:^|\n)content-disposition:[ \t]*form-data[^\n]*;[ \t]*name=(?:\"([^\"\n]*)\"|([^\\s;\"]+))",
            Pattern.CASE_INSENSITIVE);

    private Multipart() {}

    /**
     * The values by name, in order.
     *
     * @param contentType with the boundary that the parts lie between
     * @throws Problem 400 where the body is not made of such parts to its end, or they are not UTF-8
     */
    static Map<String, List<String>> read(byte[] body, String contentType) {
        var boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw unreadable();
        }
        var delimiter = "\n--" + (boundary.group(1) == null ? boundary.group(2) : boundary.group(1));
        // One character for each byte, whatever it is; line ends may have been changed on the way.
        var text = "\n" + new String(body, ISO_8859_1).replace("\r\n", "\n");
        var values = new LinkedHashMap<String, List<String>>();
        int from = text.indexOf(delimiter);
        while (from >= 0) {
            int begins = from + delimiter.length();
            if (text.startsWith("--", begins)) {
                return values;
            }
            int ends = text.indexOf(delimiter, begins);
            if (ends < 0) {
                break;
            }
            add(text.substring(begins, ends), values);
            from = ends;
        }
        throw unreadable();
    }

    private static void add(String part, Map<String, List<String>> values) {
        int headers = part.indexOf('\n') + 1;
        int blank = part.indexOf("\n\n", Math.max(0, headers - 1));
        if (headers == 0 || blank < 0 || !part.substring(0, headers).isBlank()) {
            throw unreadable();
        }
        var name = NAME.matcher(part.substring(headers, Math.max(headers, blank)));
        if (!name.find()) {
            throw unreadable();
        }
        values.computeIfAbsent(decoded(name.group(1) == null ? name.group(2) : name.group(1)), _ -> new ArrayList<>())
                .add(decoded(part.substring(blank + 2)));
    }

    private static String decoded(String bytes) {
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unreadable();
        }
    }

    private static Problem unreadable() {
        return Problem.unreadable("The form is not put together as it should be.");
    }
}
