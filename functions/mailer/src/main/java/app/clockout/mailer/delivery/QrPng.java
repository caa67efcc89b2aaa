package app.clockout.mailer.delivery;

import app.clockout.qr.QrCode;
import ar.com.hjg.pngj.FilterType;
import ar.com.hjg.pngj.ImageInfo;
import ar.com.hjg.pngj.PngWriter;
import java.io.ByteArrayOutputStream;

/** A QR code as a PNG in black and white, which mail programs show where they show no SVG. */
public final class QrPng {
    /** Of a module's side: enough for screens that put two or three where a picture has one. */
    private static final int PIXELS = 6;

    private QrPng() {}

    public static byte[] png(QrCode code) {
        int side = code.size() * PIXELS;
        var bytes = new ByteArrayOutputStream();
        var writer = new PngWriter(bytes, new ImageInfo(side, side, 1, false, true, false));
        writer.setFilterType(
                FilterType.FILTER_NONE); // to look for a better one takes longest, and finds none for codes
        var row = new int[side];
        for (int y = 0; y < code.size(); y++) {
            for (int x = 0; x < side; x++) {
                row[x] = code.isDark(x / PIXELS, y) ? 0 : 1;
            }
            for (int i = 0; i < PIXELS; i++) {
                writer.writeRowInt(row);
            }
        }
        writer.end();
        return bytes.toByteArray();
    }
}
