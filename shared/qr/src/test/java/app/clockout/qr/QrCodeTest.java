package app.clockout.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrCodeTest {
    private static final int QUIET_ZONE = 4;
    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\3z");

    @ParameterizedTest
    @ValueSource(strings = {"a", "https://clockout.example/events/night-owls_4kqzt5x2mfvb7nws/checkins?ticket=mNqk3v6"})
    void shouldSayTheText(String text) throws Exception {
        var code = QrCode.of(text);

        assertThat(new Decoder().decode(inside(code)).getText()).isEqualTo(text);
    }

    @Test
    void shouldLeaveTheQuietZoneEmpty() {
        var code = QrCode.of("a");

        for (int i = 0; i < code.size(); i++) {
            for (int edge = 0; edge < QUIET_ZONE; edge++) {
                assertThat(code.isDark(i, edge)).isFalse();
                assertThat(code.isDark(edge, i)).isFalse();
                assertThat(code.isDark(i, code.size() - 1 - edge)).isFalse();
                assertThat(code.isDark(code.size() - 1 - edge, i)).isFalse();
            }
        }
    }

    @Test
    void shouldDrawEachDarkModuleOnce() {
        var code = QrCode.of("https://clockout.example");
        var drawn = new BitMatrix(code.size());

        RUN.matcher(code.path()).results().forEach(run -> {
            for (int i = 0; i < Integer.parseInt(run.group(3)); i++) {
                drawn.flip(Integer.parseInt(run.group(1)) + i, Integer.parseInt(run.group(2)));
            }
        });

        for (int y = 0; y < code.size(); y++) {
            for (int x = 0; x < code.size(); x++) {
                assertThat(drawn.get(x, y)).isEqualTo(code.isDark(x, y));
            }
        }
    }

    @Test
    void shouldRefuseATextThatFitsIntoNoCode() {
        assertThatThrownBy(() -> QrCode.of("a".repeat(3_000))).isInstanceOf(IllegalArgumentException.class);
    }

    private static BitMatrix inside(QrCode code) {
        int size = code.size() - 2 * QUIET_ZONE;
        var inside = new BitMatrix(size);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                if (code.isDark(x + QUIET_ZONE, y + QUIET_ZONE)) {
                    inside.set(x, y);
                }
            }
        }
        return inside;
    }
}
