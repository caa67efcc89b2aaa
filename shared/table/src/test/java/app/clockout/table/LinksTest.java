package app.clockout.table;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Hash;
import app.clockout.domain.Link;
import app.clockout.domain.Link.Purpose;
import app.clockout.domain.MemberId;
import app.clockout.local.emulators.TestStack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinksTest {
    private static final TestStack STACK = TestStack.fresh();
    private static final Instant NOW = TestStack.START;
    private static final MemberId MAYA = new MemberId("maya");

    private final Table table = new Table(STACK.environment("SessionFunction"));
    private final Links links = new Links(table);
    private final String token = UUID.randomUUID().toString();

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void shouldFindWhatALinkIsForUntilItEnds(Purpose purpose) {
        table.commit(links.issue(token, purpose, "maya", "/me?x=1", NOW));

        var link = links.find(token).orElseThrow();
        assertThat(link)
                .isEqualTo(new Link(Hash.of(token), purpose, "maya", "/me?x=1", NOW.plus(purpose.life()), null));
        assertThat(link.worksAt(NOW.plus(purpose.life()).minusNanos(1))).isTrue();
        assertThat(link.worksAt(NOW.plus(purpose.life()))).isFalse();
    }

    @Test
    void shouldKeepTheHashOfItsTokenOnly() {
        table.commit(links.issue(token, Purpose.SIGN_IN, "maya", "/", NOW));

        assertThat(STACK.items().toString()).contains(Hash.of(token)).doesNotContain(token);
    }

    @Test
    void shouldFindNothingUnderAnUnknownToken() {
        assertThat(links.find(token)).isEmpty();
        assertThat(links.find("")).isEmpty();
        assertThat(links.find("😀".repeat(10_000))).isEmpty();
    }

    @Test
    void shouldNotIssueATokenTwice() {
        table.commit(links.issue(token, Purpose.SIGN_IN, "maya", "/", NOW));

        assertThat(table.commit(links.issue(token, Purpose.ADMISSION, "bob", "/", NOW))
                        .done())
                .isFalse();
        assertThat(links.find(token).orElseThrow().subject()).isEqualTo("maya");
    }

    @Test
    void shouldBeUsedOnceAndTellByWhom() {
        var link = issued();

        assertThat(table.commit(links.use(link, MAYA)).done()).isTrue();
        assertThat(table.commit(links.use(link, MAYA)).done()).isFalse();
        assertThat(table.commit(links.use(link, new MemberId("bob"))).done()).isFalse();

        var used = links.find(token).orElseThrow();
        assertThat(used.usedBy()).isEqualTo(MAYA);
        assertThat(used.worksAt(NOW)).isFalse();
        assertThat(used.subject()).as("and nothing else of it is changed").isEqualTo(link.subject());
        assertThat(used.endsAt()).isEqualTo(link.endsAt());
    }

    @Test
    void shouldBeUsedByOneOfManyAtOnce() throws Exception {
        var link = issued();
        var users = new ArrayList<Future<Boolean>>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                users.add(
                        threads.submit(() -> table.commit(links.use(link, MAYA)).done()));
            }
        }
        int used = 0;
        for (var user : users) {
            used += user.get() ? 1 : 0;
        }
        assertThat(used).isEqualTo(1);
    }

    @Test
    void shouldNotBeUsedOnceItsRowIsGone() {
        var link = issued();
        table.write(Write.delete(Key.alone("LINK#" + Hash.of(token))));

        assertThat(table.commit(links.use(link, MAYA)).done()).isFalse();
        assertThat(links.find(token)).isEmpty();
    }

    @Test
    void shouldFindNoLinkOfAPurposeThatIsNotKnownHere() {
        table.write(Write.put(Item.at(Key.alone("LINK#" + Hash.of(token)))
                .with("purpose", "of_tomorrow")
                .with("subject", "maya")
                .with("next", "/")
                .expiring(NOW)));

        assertThat(links.find(token)).isEmpty();
    }

    private Link issued() {
        assertThat(table.commit(links.issue(token, Purpose.SIGN_IN, "maya", "/", NOW))
                        .done())
                .isTrue();
        return links.find(token).orElseThrow();
    }
}
