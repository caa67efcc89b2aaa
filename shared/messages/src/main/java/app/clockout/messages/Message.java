package app.clockout.messages;

import app.clockout.domain.AddressHash;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Reminder;
import app.clockout.domain.Slug;
import java.time.Instant;
import java.util.List;

/**
 * Something to look at. A message never says what is true, only where to look: whoever works it off reads the present
 * state, so that duplicates, disorder and old messages do no harm. No address, no link and no name lies in one.
 */
public sealed interface Message {
    /** Somebody signed up with this address. */
    record Applied(AddressHash address, String request) implements Message {}

    /** Somebody asked for a sign-in link to this address. */
    record SignInAsked(AddressHash address, String request) implements Message {}

    /** Somebody's address is confirmed, and they wait now. */
    record Confirmed(MemberId member) implements Message {}

    /** An admin decided about somebody. */
    record Decided(MemberId member) implements Message {}

    /** One chunk of a decision is to be worked off. */
    record Decide(String decision, int chunk) implements Message {}

    /** A seat may be free while somebody waits for it. */
    record SeatFreed(EventId event) implements Message {}

    /** An offer of a seat has come to its end. */
    record OfferEnded(EventId event, MemberId member) implements Message {}

    /** An event takes place at another time or place. */
    record EventMoved(EventId event) implements Message {}

    /** An event does not take place. */
    record EventCancelled(EventId event) implements Message {}

    /** The seats of an event are to be counted again, for somebody who looks after the network. */
    record Reconcile(EventId event) implements Message {}

    /** Somebody is suspended: what they hold passes on. */
    record Suspended(MemberId member) implements Message {}

    /** A club is closed: its coming events do not take place. */
    record ClubClosed(Slug club) implements Message {}

    /** Somebody's answer to an event changed. */
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

    /** Somebody wants their account to move to this address. */
    record AddressChangeAsked(AddressHash address, String request) implements Message {}

    /** Somebody asks to join a club. */
    record ClubRequested(Slug club, MemberId member) implements Message {}

    /** A host decided about somebody who asked to join. */
    record ClubRequestDecided(Slug club, MemberId member) implements Message {}

    /** Somebody runs a club now, because whoever did is gone. */
    record ClubHanded(Slug club, MemberId member) implements Message {}
}
