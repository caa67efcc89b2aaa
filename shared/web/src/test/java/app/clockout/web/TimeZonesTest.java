package app.clockout.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeZonesTest {
    @Test
    void shouldOfferFewEnoughToChooseFrom() {
        assertThat(TimeZones.COMMON)
                .hasSizeLessThan(60)
                .doesNotHaveDuplicates()
                .isSubsetOf(ZoneId.getAvailableZoneIds());
        var field = Pages.whole(
                new Page(
                        "Clock",
                        FormInput.timezone(Fields.none(), "Time zone", 80).html()),
                null);
        assertThat(field).contains("list=\"timezone-options\"", "<datalist id=\"timezone-options\">");
        assertThat(field.split("<option", -1)).hasSizeLessThan(61);
        assertThat(field).doesNotContain("Suggested");
    }

    @ParameterizedTest
    @CsvSource({
        "asia/kolkata, Asia/Kolkata",
        "America/Sao Paulo, America/Sao_Paulo",
        "america/argentina/buenos aires, America/Argentina/Buenos_Aires",
        "UTC, UTC",
    })
    void shouldUnderstandANameAsItIsTyped(String typed, String zone) {
        assertThat(TimeZones.named(typed)).contains(ZoneId.of(zone));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SystemV/EST5", "systemv/est5", "+02:00", "Delhi", "IST", ""})
    void shouldNotKnowWhatIanaDoesNot(String typed) {
        assertThat(TimeZones.named(typed)).isEmpty();
    }
}
