package app.clockout.local.table.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The body of a request: as long as its head says, or in chunks (RFC 9112, 6.3 and 7.1). */
final class Body {
    private static final int LARGEST = 16 * 1024 * 1024;
    private static final int MOST_DIGITS = 9;
    private static final int MOST_HEX_DIGITS = 7;

    private Body() {}

    /** Why a request is not taken, as a status; its connection ends. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        final int status;

        Refused(int status) {
            super(null, null, false, false);
            this.status = status;
        }
    }

    /** Refuses by the head alone, before a client sends what is not wanted. */
    static void check(Map<String, String> headers) throws Refused {
        var coding = headers.get("transfer-encoding");
        var length = headers.get("content-length");
        if (coding != null) {
            if (length != null) {
                throw new Refused(400);
            }
            if (!coding.equalsIgnoreCase("chunked")) {
                throw new Refused(501);
            }
        } else if (length == null) {
            throw new Refused(411);
        } else if (!isNumber(length, 10)) {
            throw new Refused(400);
        } else if (length.length() > MOST_DIGITS || Integer.parseInt(length) > LARGEST) {
            throw new Refused(413);
        }
    }

    private static boolean isNumber(String text, int radix) {
        return !text.isEmpty() && text.chars().allMatch(c -> c < 0x80 && Character.digit(c, radix) >= 0);
    }

    /** Reads what {@link #check} let through. */
    static byte[] read(InputStream in, Map<String, String> headers) throws IOException, Refused {
        var length = headers.get("content-length");
        return length == null ? chunks(in) : exactly(in, Integer.parseInt(length));
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static byte[] chunks(InputStream in) throws IOException, Refused {
        var bytes = new ByteArrayOutputStream();
        for (int length = chunk(in); length > 0; length = chunk(in)) {
            if (bytes.size() + length > LARGEST) {
                throw new Refused(413);
            }
            bytes.writeBytes(exactly(in, length));
            if (!line(in).isEmpty()) {
                throw new Refused(400);
            }
        }
        while (!line(in).isEmpty()) {
            // A trailer, which nothing here asks for.
        }
        return bytes.toByteArray();
    }

    /** The length of the chunk that begins here. */
    private static int chunk(InputStream in) throws IOException, Refused {
        var length = line(in).split(";", 2)[0].strip();
        if (!isNumber(length, 16)) {
            throw new Refused(400);
        }
        if (length.length() > MOST_HEX_DIGITS) {
            throw new Refused(413);
        }
        return Integer.parseInt(length, 16);
    }

    private static String line(InputStream in) throws IOException {
        var line = Connection.line(in);
        if (line == null) {
            throw new EOFException();
        }
        return line;
    }
}
