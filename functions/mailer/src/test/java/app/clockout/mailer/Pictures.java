package app.clockout.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;

/** Looks at pictures as a phone does. */
final class Pictures {
    private static final int WHITE = 0xFFFFFFFF;

    private Pictures() {}

    /** What the code in a picture says. Around it there is white on all sides, whatever the picture lies on. */
    static String scan(BufferedImage picture) throws ReaderException {
        int width = picture.getWidth();
        int height = picture.getHeight();
        var pixels = picture.getRGB(0, 0, width, height, null, 0, width);
        int quiet = quietZone(pixels, width);
        int module = quiet / 4;
        assertThat(module).as("pixels a module").isGreaterThanOrEqualTo(4);
        for (int i = 0; i < width; i++) {
            for (int edge = 0; edge < quiet; edge++) {
                assertThat(pixels[edge * width + i]).isEqualTo(WHITE);
                assertThat(pixels[i * width + edge]).isEqualTo(WHITE);
                assertThat(pixels[(height - 1 - edge) * width + i]).isEqualTo(WHITE);
                assertThat(pixels[i * width + width - 1 - edge]).isEqualTo(WHITE);
            }
        }
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
                .getText();
    }

    /** How far it is along the diagonal to the first that is not white: a corner of the code is always dark. */
    private static int quietZone(int[] pixels, int width) {
        int quiet = 0;
        while (pixels[quiet * width + quiet] == WHITE) {
            quiet++;
        }
        return quiet;
    }
}
