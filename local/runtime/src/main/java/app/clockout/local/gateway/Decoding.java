package app.clockout.local.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Percent-decoding (RFC 3986) that never fails: what is no escape stays as it is. */
public final class Decoding {
    private Decoding() {}

    static String ofPath(String text) {
        return decoded(text, false);
    }

    /** As forms and query strings write it: a plus is a space. */
    static String ofQuery(String text) {
        return decoded(text, true);
    }

    /** A query string's or a form's parameters; several values of one name joined by commas, as API Gateway does. */
    public static Map<String, String> parameters(String encoded) {
        var parameters = new LinkedHashMap<String, String>();
        for (String pair : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = ofQuery(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : ofQuery(pair.substring(equals + 1));
                parameters.merge(name, value, (before, more) -> before + "," + more);
            }
        }
        return Collections.unmodifiableMap(parameters);
    }

    private static String decoded(String text, boolean plusIsSpace) {
        if (text.indexOf('%') < 0 && !(plusIsSpace && text.indexOf('+') >= 0)) {
            return text;
        }
        var bytes = new ByteArrayOutputStream(text.length());
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%' && i + 2 < raw.length && hex(raw[i + 1]) >= 0 && hex(raw[i + 2]) >= 0) {
                bytes.write(hex(raw[i + 1]) * 16 + hex(raw[i + 2]));
                i += 2;
            } else {
                bytes.write(plusIsSpace && raw[i] == '+' ? ' ' : raw[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int hex(byte digit) {
        return Character.digit(digit, 16);
    }
}
