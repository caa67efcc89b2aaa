package app.clockout.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PersonTest {
    private static final Instant DECIDED = Instant.parse("2027-01-11T09:00:00Z");

    @Test
    void shouldApplyAgainNinetyDaysAfterADeclineToTheInstant() {
        var declined = person(Standing.DECLINED);
        var rested = Instant.parse("2027-04-11T09:00:00Z");

        assertThat(declined.canApplyAgain(DECIDED)).isFalse();
        assertThat(declined.canApplyAgain(rested.minusNanos(1))).isFalse();
        assertThat(declined.canApplyAgain(rested)).isTrue();
        assertThat(declined.canApplyAgain(rested.plus(Duration.ofDays(900)))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = Standing.class, mode = EnumSource.Mode.EXCLUDE, names = "DECLINED")
    void shouldNotApplyAgainUnlessDeclined(Standing standing) {
        assertThat(person(standing).canApplyAgain(DECIDED.plus(Duration.ofDays(900))))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(Standing.class)
    void shouldBeAMemberOnlyWhenApproved(Standing standing) {
        assertThat(person(standing).isMember()).isEqualTo(standing == Standing.APPROVED);
    }

    @ParameterizedTest
    @EnumSource(Standing.class)
    void shouldWriteAStandingInLowerCaseAndReadItAgain(Standing standing) {
        assertThat(standing.id()).isLowerCase();
        assertThat(Standing.of(standing.id())).isEqualTo(standing);
    }

    @Test
    void shouldStandAsWithdrawnOnceNothingButATraceIsLeft() {
        assertThat(new Applicant.Withdrawn(new MemberId("maya"), DECIDED, 2).standing())
                .isEqualTo(Standing.WITHDRAWN);
    }

    @Test
    void shouldRefuseAMemberIdOfNothing() {
        assertThatThrownBy(() -> new MemberId("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MemberId(" \t")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNotBeChangedFromOutside() {
        var asks = new ArrayList<>(List.of("a mentor"));
        var offers = new ArrayList<>(List.of("reviews"));
        var details = details(asks, offers);
        asks.add("money");
        offers.clear();

        assertThat(details.asks()).containsExactly("a mentor");
        assertThat(details.offers()).containsExactly("reviews");
        assertThatThrownBy(() -> details.asks().add("money")).isInstanceOf(UnsupportedOperationException.class);
    }

    private static Person person(Standing standing) {
        return new Person(
                new MemberId("maya"),
                new EmailAddress("maya@example.com"),
                details(List.of(), List.of()),
                standing,
                false,
                false,
                DECIDED.minusSeconds(1),
                new Place(1),
                1,
                DECIDED,
                false);
    }

    private static Details details(List<String> asks, List<String> offers) {
        return new Details(
                "Maya", Industry.DESIGN, "Designer", "Malmö", ZoneId.of("Europe/Stockholm"), "", asks, offers);
    }
}
