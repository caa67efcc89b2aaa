package app.clockout.messages;

import app.clockout.domain.AddressHash;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Reminder;
import app.clockout.domain.Slug;
import java.time.Instant;
import java.util.List;

/**
 * Something to look at. A message never says what is true, only where to look: the worker that processes it reads the present
 * state, so that duplicates, disorder and old messages do no harm. No address, no link and no name lies in one.
 */
public sealed interface Message {
    /** A visitor signed up with this address. */
    record Applied(AddressHash address, String request) implements Message {}

    /** A person asked for a sign-in link to this address. */
    record SignInAsked(AddressHash address, String request) implements Message {}

    /** An applicant's address is confirmed, and they wait now. */
    record Confirmed(MemberId member) implements Message {}

    /** An admin decided about an applicant. */
    record Decided(MemberId member) implements Message {}

    /** One chunk of a decision is to be processed. */
    record Decide(String decision, int chunk) implements Message {}

    /** A seat may be free while a member waits for it. */
    record SeatFreed(EventId event) implements Message {}

    /** An offer of a seat has come to its end. */
    record OfferEnded(EventId event, MemberId member) implements Message {}

    /** An event takes place at another time or place. */
    record EventMoved(EventId event) implements Message {}

    /** An event does not take place. */
    record EventCancelled(EventId event) implements Message {}

    /** The seats of an event are to be counted again, for the people who run the network. */
    record Reconcile(EventId event) implements Message {}

    /** A member is suspended: what they hold passes on. */
    record Suspended(MemberId member) implements Message {}

    /** A club is closed: its coming events do not take place. */
    record ClubClosed(Slug club) implements Message {}

    /** A member's answer to an event changed. */
    record Answered(EventId event, MemberId member) implements Message {}

    /** These people are to hear what is new about an event. */
    record EventNews(EventId event, List<MemberId> members) implements Message {
        public EventNews {
            members = List.copyOf(members);
        }
    }

    /** It is time to remind those who have a seat at an event. */
    record ReminderDue(EventId event, Reminder reminder) implements Message {}

    /** These people are to be reminded of an event that starts at this instant. */
    record Remind(EventId event, Reminder reminder, Instant startsAt, List<MemberId> members) implements Message {
        public Remind {
            members = List.copyOf(members);
        }
    }

    /** A member wants their account to move to this address. */
    record AddressChangeAsked(AddressHash address, String request) implements Message {}

    /** A member asks to join a club. */
    record ClubRequested(Slug club, MemberId member) implements Message {}

    /** A host decided about a member who asked to join. */
    record ClubRequestDecided(Slug club, MemberId member) implements Message {}

    /** A member runs a club now, because its last host is gone. */
    record ClubHanded(Slug club, MemberId member) implements Message {}
}
