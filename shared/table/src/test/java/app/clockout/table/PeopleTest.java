package app.clockout.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.clockout.domain.Applicant;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Standing;
import app.clockout.local.emulators.Meter;
import app.clockout.local.emulators.TestStack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class PeopleTest {
    private static final TestStack STACK = TestStack.fresh();
    private static final Instant NOW = TestStack.START;

    private final Table table = new Table(STACK.environment("SignupFunction"));
    private final People people = new People(table);
    private final String name = UUID.randomUUID().toString();
    private final MemberId id = new MemberId(name);

    @ParameterizedTest
    @EnumSource(value = Standing.class, mode = EnumSource.Mode.EXCLUDE, names = "WITHDRAWN")
    void shouldKeepEverythingAboutAPerson(Standing standing) {
        var person = Persons.standing(name, standing);

        assertThat(table.commit(people.arrive(person)).done()).isTrue();

        assertThat(people.find(id)).contains(person);
        assertThat(people.person(id)).contains(person);
    }

    @Test
    void shouldKnowNobodyWhoNeverArrived() {
        assertThat(people.find(id)).isEmpty();
        assertThat(people.person(id)).isEmpty();
    }

    @Test
    void shouldNotArriveTwice() {
        arrive(Standing.WAITING);

        assertDone(false, people.arrive(Persons.standing(name, Standing.APPROVED)));
        assertThat(people.person(id).orElseThrow().standing()).isEqualTo(Standing.WAITING);
    }

    @Test
    void shouldDecideOnceAndNoteWhen() {
        arrive(Standing.WAITING);

        assertDone(true, people.decide(id, Standing.WAITING, Standing.APPROVED, NOW));
        assertDone(false, people.decide(id, Standing.WAITING, Standing.DECLINED, NOW.plusSeconds(1)));

        var person = people.person(id).orElseThrow();
        assertThat(person.standing()).isEqualTo(Standing.APPROVED);
        assertThat(person.decidedAt()).isEqualTo(NOW);
        assertThat(person.appliedAt()).as("when the wait began").isEqualTo(NOW.minusSeconds(60));
    }

    @Test
    void shouldNotDecideAboutSomebodyWhoIsNotThere() {
        assertDone(false, people.decide(id, Standing.WAITING, Standing.APPROVED, NOW));
        assertThat(people.find(id)).isEmpty();
    }

    @Test
    void shouldSuspendAMemberWithTheirLinksAndTheirRole() {
        var member = Persons.admin(name, false);
        assertDone(true, people.arrive(member));

        assertDone(true, people.suspend(member, NOW));

        var suspended = people.person(id).orElseThrow();
        assertThat(suspended.standing()).isEqualTo(Standing.SUSPENDED);
        assertThat(suspended.decidedAt()).isEqualTo(NOW);
        assertThat(suspended.linkVersion()).isEqualTo(member.linkVersion() + 1);
        assertThat(suspended.admin()).isFalse();
        assertThat(suspended.signedIn()).as("the admission link is over").isTrue();
        assertDone(false, people.suspend(member, NOW));
    }

    @Test
    void shouldNotSuspendWhoIsNotAsRead() {
        assertDone(true, people.arrive(Persons.admin(name, false)));
        assertDone(false, people.suspend(Persons.standing(name, Standing.APPROVED), NOW));

        var founder = new MemberId(name + "-founder");
        assertDone(true, people.arrive(Persons.admin(founder.value(), true)));
        assertDone(false, people.suspend(people.person(founder).orElseThrow(), NOW));
        assertThat(people.person(founder).orElseThrow().standing()).isEqualTo(Standing.APPROVED);
        assertThat(people.person(id).orElseThrow().standing()).isEqualTo(Standing.APPROVED);
    }

    @Test
    void shouldLeaveNothingButATraceOfWhoWithdraws() {
        var person = arrive(Standing.WAITING);

        assertDone(true, people.withdraw(person, NOW));

        assertThat(people.find(id)).contains(new Applicant.Withdrawn(id, person.appliedAt(), person.linkVersion()));
        assertThat(people.person(id)).isEmpty();
        var trace = table.get(People.key(id)).orElseThrow();
        assertThat(trace.attributes()).containsOnlyKeys("PK", "SK", "standing", "appliedAt", "linkVersion", "expires");
        assertThat(trace.number(Item.EXPIRES))
                .isEqualTo(NOW.plus(Duration.ofDays(90)).getEpochSecond());
    }

    @Test
    void shouldNotWithdrawWhoWasDecidedMeanwhile() {
        var waiting = arrive(Standing.WAITING);
        table.commit(people.decide(id, Standing.WAITING, Standing.APPROVED, NOW));

        assertDone(false, people.withdraw(waiting, NOW));
        assertThat(people.person(id).orElseThrow().email()).isEqualTo(waiting.email());
    }

    @Test
    void shouldForgetWhatIsLeft() {
        arrive(Standing.DECLINED);

        assertDone(true, people.forget(id));
        assertThat(people.find(id)).isEmpty();
        assertDone(true, people.forget(id));
    }

    @Test
    void shouldFindManyAtOnceAndLeaveOutWhoIsNotThere() {
        var ids = IntStream.range(0, 120).mapToObj(i -> new MemberId(name + i)).toList();
        for (int i = 0; i < 120; i += 2) {
            table.write(Write.put(Item.at(People.key(ids.get(i)))
                    .with("standing", "withdrawn")
                    .with("appliedAt", NOW)
                    .with("linkVersion", i)));
        }
        Meter.reset();

        var found = people.findAll(ids);

        assertThat(found.people()).hasSize(60).containsEntry(ids.get(2), new Applicant.Withdrawn(ids.get(2), NOW, 2));
        assertThat(found.unreadable()).isZero();
        assertThat(Used.operations()).containsOnlyKeys("BatchGetItem").containsEntry("BatchGetItem", 2);
    }

    @Test
    void shouldCountWhatItCannotReadAndFindTheOthers() {
        arrive(Standing.WAITING);
        var broken = IntStream.range(0, 8).mapToObj(i -> new MemberId(name + i)).toList();
        var whole = table.get(People.key(id)).orElseThrow();
        store(copy(broken.get(0), whole), "standing", null);
        store(copy(broken.get(1), whole), "standing", AttributeValue.fromS("promoted"));
        store(copy(broken.get(2), whole), "timezone", AttributeValue.fromS("Mars/Olympus"));
        store(copy(broken.get(3), whole), "place", AttributeValue.fromS("first"));
        store(copy(broken.get(4), whole), "email", AttributeValue.fromN("7"));
        store(copy(broken.get(5), whole), "appliedAt", null);
        store(copy(broken.get(6), whole), "decidedAt", AttributeValue.fromN("1e99"));
        store(copy(broken.get(7), whole), "linkVersion", AttributeValue.fromBool(true));

        var ids = new ArrayList<>(broken);
        ids.add(id);
        var found = people.findAll(ids);

        assertThat(found.people()).containsOnlyKeys(id);
        assertThat(found.unreadable()).isEqualTo(8);
        assertThat(broken).allSatisfy(one -> assertThatThrownBy(() -> people.find(one))
                .isInstanceOf(UnreadableItemException.class)
                .hasMessageNotContainingAny("promoted", "Mars", "first", "@example.com"));
    }

    private static Item copy(MemberId id, Item whole) {
        var item = Item.at(People.key(id));
        whole.attributes().forEach((name, value) -> {
            if (!item.has(name)) {
                item.with(name, value);
            }
        });
        return item;
    }

    private void store(Item item, String attribute, @Nullable AttributeValue value) {
        if (value == null) {
            item.attributes().remove(attribute);
        } else {
            item.with(attribute, value);
        }
        table.write(Write.put(item));
    }

    private Person arrive(Standing standing) {
        var person = Persons.standing(name, standing);
        assertDone(true, people.arrive(person));
        return person;
    }

    private void assertDone(boolean done, Write write) {
        assertThat(table.commit(write).done()).isEqualTo(done);
    }
}
