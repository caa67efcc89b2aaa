package app.clockout.cities;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.FoldedText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CityZonesTest {
    private static final int MOST_BYTES_DEFLATED = 512 * 1024;

    @ParameterizedTest
    @CsvSource({
        "Delhi, Asia/Kolkata",
        "NEW DELHI, Asia/Kolkata",
        "दिल्ली, Asia/Kolkata",
        "मुंबई, Asia/Kolkata",
        "Bangalore, Asia/Kolkata",
        "Bengaluru, Asia/Kolkata",
        "কলকাতা, Asia/Kolkata",
        "சென்னை, Asia/Kolkata",
        "ঢাকা, Asia/Dhaka",
        "Kathmandu, Asia/Kathmandu",
        "Islamabad, Asia/Karachi",
        "München, Europe/Berlin",
        "munich, Europe/Berlin",
        "MUNCHEN, Europe/Berlin",
        "Zürich, Europe/Zurich",
        "Kyiv, Europe/Kyiv",
        "Київ, Europe/Kyiv",
        "Odessa, Europe/Kyiv",
        "Москва, Europe/Moscow",
        "Αθήνα, Europe/Athens",
        "Αθηνα, Europe/Athens",
        "Luxembourg, Europe/Luxembourg",
        "Zaragoza, Europe/Madrid",
        "London, Europe/London",
        "القاهرة, Africa/Cairo",
        "Lagos, Africa/Lagos",
        "אדיס אבבה, Africa/Addis_Ababa",
        "አዲስ አበባ, Africa/Addis_Ababa",
        "תל אביב, Asia/Jerusalem",
        "東京, Asia/Tokyo",
        "東京都, Asia/Tokyo",
        "서울, Asia/Seoul",
        "北京, Asia/Shanghai",
        "กรุงเทพมหานคร, Asia/Bangkok",
        "Đà Nẵng, Asia/Ho_Chi_Minh",
        "Hà Nội, Asia/Bangkok",
        "'  new   york ', America/New_York",
        "New York, America/New_York",
        "New York City, America/New_York",
        "Boston, America/New_York",
        "Los Angeles, America/Los_Angeles",
        "São Paulo, America/Sao_Paulo",
        "sao paulo, America/Sao_Paulo",
        "Ciudad de México, America/Mexico_City",
        "Mexico City, America/Mexico_City",
        "Cancún, America/Cancun",
        "León, America/Mexico_City",
        "Sydney, Australia/Sydney",
        "Auckland, Pacific/Auckland",
    })
    void shouldKnowACityByAnyOfItsNames(String city, String zone) {
        assertThat(CityZones.of(city)).contains(ZoneId.of(zone));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u200b",
                "\t",
                "Atlantis",
                "London\tParis",
                "Europe/Berlin",
                "Delh",
                "elhi",
                "Springfield, nowhere"
            })
    void shouldSuggestNothingForWhatItDoesNotKnow(String city) {
        assertThat(CityZones.of(city)).isEmpty();
    }

    @Test
    void shouldHoldNamesAsTheyAreCompared() throws IOException {
        assertThat(names())
                .hasSizeGreaterThan(50_000)
                .doesNotHaveDuplicates()
                .filteredOn(name -> !FoldedText.of(name).value().equals(name))
                .isEmpty();
    }

    @Test
    void shouldHoldZonesThatJavaKnows() throws IOException {
        try (var lines = CityZones.lines()) {
            assertThat(lines.lines().map(line -> line.substring(0, line.indexOf('\t'))))
                    .hasSizeGreaterThan(200)
                    .doesNotHaveDuplicates()
                    .isSubsetOf(ZoneId.getAvailableZoneIds());
        }
    }

    @Test
    void shouldWeighLittleInAZip() throws IOException {
        var deflated = new ByteArrayOutputStream();
        try (var list = CityZones.class.getResourceAsStream(CityZones.LIST);
                var deflater = new DeflaterOutputStream(deflated)) {
            list.transferTo(deflater);
        }
        assertThat(deflated.size()).isLessThan(MOST_BYTES_DEFLATED);
    }

    @Test
    void shouldMakeTheListOfNamesThatPeopleWrite() {
        var list = new CityList();
        list.add("1000000\tAsia/Kolkata\tDelhi\tDEL\tdilli\tदिल्ली\tDelhi [a. 1911]\tdelhi*");

        assertThat(list.lines()).containsExactly("Asia/Kolkata\tdelhi\tदिल्ली\t");
    }

    @Test
    void shouldGiveANameToTheMostPeopledAndRatherToWhoIsCalledSoFirst() {
        var list = new CityList();
        list.add("300000\tEurope/London\tBirmingham");
        list.add("200000\tAmerica/Chicago\tBirmingham\tMagic City");
        list.add("1000000\tAsia/Dhaka\tChattogram\tIslamabad");
        list.add("200000\tAsia/Karachi\tIslamabad");
        list.add("900000\tEurope/Kyiv\tOdesa\tOdessa");
        list.add("100000\tAmerica/Chicago\tOdessa");
        list.add("100000\tMars/Olympus\tNowhere");

        assertThat(list.lines())
                .containsExactly(
                        "America/Chicago\tmagic city\t",
                        "Asia/Dhaka\tchattogram\t",
                        "Asia/Karachi\tislamabad\t",
                        "Europe/Kyiv\todesa\todessa\t",
                        "Europe/London\tbirmingham\t");
    }

    private static List<String> names() throws IOException {
        try (var lines = CityZones.lines()) {
            return lines.lines()
                    .flatMap(line -> Stream.of(line.split("\t")).skip(1))
                    .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
        }
    }
}
