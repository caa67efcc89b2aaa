package app.clockout.rsvp;

import app.clockout.domain.Event.Visibility;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Membership;
import app.clockout.rsvp.SeatStore.Answered;
import app.clockout.table.Memberships;

/** Whether a club keeps an event from a viewer: who is no member of it, and has no seat, offer or turn there either. */
final class EventVisibility {
    private final Memberships memberships;

    EventVisibility(Memberships memberships) {
        this.memberships = memberships;
    }

    /** One request more for a club's own event that the member has no part in. */
    boolean hides(EventId event, Answered answered, MemberId from) {
        var rsvp = answered.rsvp();
        return answered.seats().visibility() == Visibility.CLUB
                && (rsvp == null || !rsvp.isActive())
                && memberships
                        .find(event.club(), from)
                        .filter(Membership::isMember)
                        .isEmpty();
    }
}
