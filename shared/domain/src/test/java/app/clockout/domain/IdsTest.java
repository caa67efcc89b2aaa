package app.clockout.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {
    private static final int MANY = 500;

    @Test
    void shouldMakeIdsThatAreSafeInAPathAndUseEveryCharacterAtEveryPosition() {
        var random = new Random(1);
        var ids = Stream.generate(() -> Ids.id(random)).limit(MANY).collect(Collectors.toSet());

        assertThat(ids).hasSize(MANY).allMatch(id -> id.matches("[a-z2-7]{26}"));
        for (int i = 0; i < 26; i++) {
            var seen = new HashSet<Character>();
            for (var id : ids) {
                seen.add(id.charAt(i));
            }
            assertThat(seen).as("at %d", i).hasSize(32);
        }
    }

    @Test
    void shouldMakeSecretsOf256BitsThatAreSafeInAUrl() {
        var random = new Random(1);
        var secrets = Stream.generate(() -> Ids.secret(random)).limit(MANY).collect(Collectors.toSet());

        assertThat(secrets)
                .hasSize(MANY)
                .allMatch(secret -> secret.matches("[A-Za-z0-9_-]{43}"))
                .allMatch(secret -> Base64.getUrlDecoder().decode(secret).length == 32);
    }

    @Test
    void shouldTakeEveryBitFromTheGivenSource() {
        assertThat(Ids.secret(new Random(1))).isEqualTo(Ids.secret(new Random(1)));
        assertThat(Ids.secret(new Random(1))).isNotEqualTo(Ids.secret(new Random(2)));
        assertThat(MemberId.random(new Random(1)).value()).isEqualTo(Ids.id(new Random(1)));
    }

    @Test
    void shouldHashLikeEverybodyElse() {
        // FIPS 180-4: the empty message, and "abc".
        assertThat(Hash.of("")).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(Hash.of("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Hash.of("é")).isEqualTo(Hash.of(new byte[] {(byte) 0xc3, (byte) 0xa9}));
    }

    @Test
    void shouldKnowAnIndustryByItsIdOnly() {
        assertThat(Industry.values())
                .allSatisfy(industry -> assertThat(Industry.of(industry.id())).contains(industry));
        assertThat(Arrays.stream(Industry.values()).map(Industry::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z]+(-[a-z]+)*"));
        assertThat(Industry.of("real-estate")).contains(Industry.REAL_ESTATE);
        assertThat(Stream.of("REAL_ESTATE", "real_estate", "Real estate", "", "gardening"))
                .allMatch(id -> Industry.of(id).isEmpty());
    }
}
