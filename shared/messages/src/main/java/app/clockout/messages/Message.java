package app.clockout.messages;

import app.clockout.domain.AddressHash;
import app.clockout.domain.MemberId;

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
}
