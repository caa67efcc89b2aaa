package app.clockout.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a form or a query says (application/x-www-form-urlencoded), in UTF-8. */
final class UrlEncoded {
    private UrlEncoded() {}

    /**
     * The values by name, in order.
     *
     * @throws Problem 400 where an escape is broken or the bytes are not UTF-8
     */
    static Map<String, List<String>> read(byte[] encoded) {
        var values = new LinkedHashMap<String, List<String>>();
        try {
            // One character for each byte, whatever it is.
            for (var pair : new String(encoded, ISO_8859_1).split("&")) {
                if (!pair.isEmpty()) {
                    int equals = pair.indexOf('=');
                    var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                    var value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
                    values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
                }
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException | CharacterCodingException e) {
            throw Problem.unreadable("The form or the query is not encoded as it should be.");
        }
        return values;
    }

    private static String decoded(String encoded) throws CharacterCodingException {
        var bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                bytes.write(HexFormat.fromHexDigits(encoded, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(c == '+' ? ' ' : c);
            }
        }
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    }
}
