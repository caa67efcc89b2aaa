package app.clockout.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.clockout.domain.AddressHash;
import app.clockout.domain.MemberId;
import app.clockout.domain.Standing;
import app.clockout.outbox.Change.Image;
import app.clockout.table.UnreadableItemException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChangeTest {
    private static final Image NONE = attribute -> null;

    @Test
    void shouldTellASignUp() {
        assertThat(inserted("EMAIL#5e88", "APPLICATION#r1"))
                .contains(new Change.Applied(new AddressHash("5e88"), "r1"));
    }

    @Test
    void shouldTellAnAskedForSignIn() {
        assertThat(inserted("EMAIL#5e88", "SIGNIN#r1")).contains(new Change.SignInAsked(new AddressHash("5e88"), "r1"));
    }

    @ParameterizedTest
    @CsvSource({"CHUNK#000, 0", "CHUNK#007, 7", "CHUNK#083, 83"})
    void shouldTellAChunkOfADecision(String sort, int number) {
        assertThat(inserted("DECISION#d1", sort)).contains(new Change.ChunkMade("d1", number));
    }

    @ParameterizedTest
    @EnumSource(Standing.class)
    void shouldTellThatSomebodysStandingBegan(Standing standing) {
        assertThat(profile(null, standing.id())).contains(new Change.StandingChanged(new MemberId("maya"), standing));
    }

    @ParameterizedTest
    @CsvSource({
        "waiting, approved, APPROVED",
        "waiting, declined, DECLINED",
        "declined, waiting, WAITING",
        "approved, suspended, SUSPENDED",
        "waiting, withdrawn, WITHDRAWN",
    })
    void shouldTellThatSomebodysStandingChanged(String before, String after, Standing to) {
        assertThat(profile(before, after)).contains(new Change.StandingChanged(new MemberId("maya"), to));
    }

    @Test
    void shouldTellNothingWhereTheStandingStays() {
        assertThat(profile("approved", "approved")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "EMAIL#5e88, LOCK",
        "EMAIL#5e88, DELIVERY",
        "MEMBER#maya, SESSION#abc",
        "MEMBER#maya, PROFILES",
        "DECISION#d1, DECISION",
        "LINK#abc, LINK#abc",
        "LIMIT#signup#x#1, LIMIT#signup#x#1",
        "WAITLIST, BUCKET#000000001",
        "WAITLIST#000000001, 000000000256#maya",
        "COUNTER#places, COUNTER#places",
        "STATS, 2027-01-11#3",
        "AUDIT, 1799658000000#abc",
        "MAIL#a/b/c/1, MAIL#a/b/c/1",
        "REQUEST#ada#k, REQUEST#ada#k",
        "SECRET#links, SECRET#links",
        "SOMETHING#new, PROFILE",
        "SOMETHING#new, CHUNK#001",
        "SOMETHING#new, APPLICATION#r1",
    })
    void shouldTellNothingOfWhatHasNoConsequences(String partition, String sort) {
        assertThat(inserted(partition, sort)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, PROFILE",
                "MEMBER#maya, -",
                "'', PROFILE",
                "MEMBER#maya, ''",
                "-, -",
                "MEMBER#, PROFILE",
                "'MEMBER# ', PROFILE",
                "EMAIL#, APPLICATION#r1",
                "EMAIL#5e88, APPLICATION#",
                "EMAIL#, SIGNIN#r1",
                "EMAIL#5e88, SIGNIN#",
                "DECISION#, CHUNK#001",
                "DECISION#d1, CHUNK#",
                "DECISION#d1, CHUNK#x",
                "DECISION#d1, CHUNK#-01",
                "DECISION#d1, CHUNK#+1",
                "DECISION#d1, CHUNK#4294967295",
            })
    void shouldTellARecordThatDoesNotHaveItsShape(@Nullable String partition, @Nullable String sort) {
        Image keys = attribute -> attribute.equals("PK") ? partition : sort;

        assertThatExceptionOfType(UnreadableItemException.class)
                .isThrownBy(() -> Change.of(keys, NONE, image("waiting")));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-", "''", "promoted", "WAITINGS", "' waiting'"})
    void shouldTellAProfileWithoutAKnownStanding(@Nullable String standing) {
        assertThatExceptionOfType(UnreadableItemException.class)
                .isThrownBy(() -> profile("waiting", standing))
                .withMessageNotContaining("promoted");
    }

    private static Optional<Change> inserted(String partition, String sort) {
        return Change.of(Map.of("PK", partition, "SK", sort)::get, NONE, NONE);
    }

    private static Optional<Change> profile(@Nullable String before, @Nullable String after) {
        return Change.of(Map.of("PK", "MEMBER#maya", "SK", "PROFILE")::get, image(before), image(after));
    }

    private static Image image(@Nullable String standing) {
        return attribute -> attribute.equals("standing") ? standing : null;
    }
}
