package app.clockout.qr;

import io.nayuki.qrcodegen.QrCode.Ecc;

/** A QR code (ISO/IEC 18004), its quiet zone included. */
public final class QrCode {
    /** Modules that stay empty around the code, as the standard wants them. */
    private static final int QUIET_ZONE = 4;

    private final io.nayuki.qrcodegen.QrCode code;

    private QrCode(io.nayuki.qrcodegen.QrCode code) {
        this.code = code;
    }

    /**
     * The smallest code that can be read though up to a seventh of it is not.
     *
     * @throws IllegalArgumentException where the text is too long for any code
     */
    public static QrCode of(String text) {
        return new QrCode(io.nayuki.qrcodegen.QrCode.encodeText(text, Ecc.MEDIUM));
    }

    /** Modules of a side. */
    public int size() {
        return code.size + 2 * QUIET_ZONE;
    }

    /**
     * @param x from the left, from 0
     * @param y from the top, from 0
     */
    public boolean isDark(int x, int y) {
        return code.getModule(x - QUIET_ZONE, y - QUIET_ZONE); // light outside of it
    }

    /** As the path of an SVG, one unit a module: each run of dark modules in a row as one rectangle. */
    public String path() {
        var path = new StringBuilder();
        for (int y = 0; y < size(); y++) {
            int x = 0;
            while (x < size()) {
                int from = x;
                while (x < size() && isDark(x, y)) {
                    x++;
                }
                if (x > from) {
                    path.append("M%d %dh%dv1h-%dz".formatted(from, y, x - from, x - from));
                }
                x++;
            }
        }
        return path.toString();
    }
}
