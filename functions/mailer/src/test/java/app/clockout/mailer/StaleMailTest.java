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

    private final Mailroom mailroom = new Mailroom();

    @Test
    void shouldSendNothingThirteenDaysLaterThatIsStaleByThen() {
        var ada = mailroom.member("Ada");
        var meetup = new EventFixture(mailroom, mailroom.member("Hoa"));
        var messages = new ArrayList<Message>();
        messages.add(mailroom.signsUp("new@example.test"));
        messages.add(mailroom.asksToSignIn(ada.email().value()));
        messages.add(new Message.Confirmed(decided(Standing.APPROVED)));
        messages.add(new Message.Decided(decided(Standing.SUSPENDED)));
        for (var status : Status.values()) {
            var person = mailroom.member("Guest" + status.id());
            messages.add(meetup.answers(person, status));
            messages.add(EventFixture.news(person));
            for (var reminder : Reminder.values()) {
                messages.add(new Message.Remind(EventFixture.EVENT, reminder, EventFixture.STARTS_AT, List.of(person.id())));
            }
        }
        messages.add(asksForAnotherAddress(ada));
        meetup.is(ada, State.REQUESTED);
        var requested = new Message.ClubRequested(EventFixture.SLUG, ada.id());
        meetup.is(ada, State.NONE);
        messages.add(requested);
        messages.add(new Message.ClubRequestDecided(EventFixture.SLUG, ada.id()));

        mailroom.stack.clock().advance(LATER);
        messages.forEach(message -> mailroom.deliver(message));

        assertThat(mailroom.kinds()).isEmpty();
    }

    @Test
    void shouldStillSendThirteenDaysLaterWhatHolds() {
        var admitted = mailroom.person("eve@example.test", Standing.APPROVED);
        var waiting = mailroom.person("bob@example.test", Standing.WAITING);

        mailroom.stack.clock().advance(LATER);
        mailroom.deliver(new Message.Decided(admitted.id()), new Message.Confirmed(waiting.id()));

        assertThat(mailroom.kinds()).containsExactly("approved", "on-the-waitlist");
    }

    private Message asksForAnotherAddress(Person member) {
        var change = new AddressChange(
                Ids.id(mailroom.environment.random()), member.id(), new EmailAddress("other@example.test"));
        mailroom.table.commit(mailroom.addresses.askToChange(change, mailroom.now()));
        return new Message.AddressChangeAsked(change.email().hash(), change.requestId());
    }

    private MemberId decided(Standing standing) {
        return mailroom.person(standing.id() + "@example.test", standing).id();
    }
}
