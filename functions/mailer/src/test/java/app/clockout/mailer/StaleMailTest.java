package app.clockout.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Ids;
import app.clockout.domain.MemberId;
import app.clockout.domain.Membership.State;
import app.clockout.domain.Person;
import app.clockout.domain.Reminder;
import app.clockout.domain.Rsvp.Status;
import app.clockout.domain.Standing;
import app.clockout.messages.Message;
import app.clockout.table.Addresses.AddressChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a dead-letter queue gives back after thirteen days: what is stale by then is not sent, what still holds is. */
class StaleMailTest {
    private static final Duration LATER = Duration.ofDays(13);

    private final MailFixture fixture = new MailFixture();

    @Test
    void shouldSendNothingThirteenDaysLaterThatIsStaleByThen() {
        var ada = fixture.member("Ada");
        var meetup = new EventFixture(fixture, fixture.member("Hoa"));
        var messages = new ArrayList<Message>();
        messages.add(fixture.signsUp("new@example.test"));
        messages.add(fixture.asksToSignIn(ada.email().value()));
        messages.add(new Message.Confirmed(decided(Standing.APPROVED)));
        messages.add(new Message.Decided(decided(Standing.SUSPENDED)));
        for (var status : Status.values()) {
            var person = fixture.member("Guest" + status.id());
            messages.add(meetup.answers(person, status));
            messages.add(EventFixture.news(person));
            for (var reminder : Reminder.values()) {
                messages.add(
                        new Message.Remind(EventFixture.EVENT, reminder, EventFixture.STARTS_AT, List.of(person.id())));
            }
        }
        messages.add(asksForAnotherAddress(ada));
        meetup.is(ada, State.REQUESTED);
        var requested = new Message.ClubRequested(EventFixture.SLUG, ada.id());
        meetup.is(ada, State.NONE);
        messages.add(requested);
        messages.add(new Message.ClubRequestDecided(EventFixture.SLUG, ada.id()));

        fixture.stack.clock().advance(LATER);
        messages.forEach(message -> fixture.deliver(message));

        assertThat(fixture.kinds()).isEmpty();
    }

    @Test
    void shouldStillSendThirteenDaysLaterWhatHolds() {
        var admitted = fixture.person("eve@example.test", Standing.APPROVED);
        var waiting = fixture.person("bob@example.test", Standing.WAITING);

        fixture.stack.clock().advance(LATER);
        fixture.deliver(new Message.Decided(admitted.id()), new Message.Confirmed(waiting.id()));

        assertThat(fixture.kinds()).containsExactly("approved", "on-the-waitlist");
    }

    private Message asksForAnotherAddress(Person member) {
        var change = new AddressChange(
                Ids.id(fixture.environment.random()), member.id(), new EmailAddress("other@example.test"));
        fixture.table.commit(fixture.addresses.askToChange(change, fixture.now()));
        return new Message.AddressChangeAsked(change.email().hash(), change.requestId());
    }

    private MemberId decided(Standing standing) {
        return fixture.person(standing.id() + "@example.test", standing).id();
    }
}
