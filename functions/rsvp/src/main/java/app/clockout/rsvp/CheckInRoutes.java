package app.clockout.rsvp;

import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Rsvp;
import app.clockout.domain.SeatTokens;
import app.clockout.environment.Environment;
import app.clockout.json.JsonObject;
import app.clockout.qr.QrCode;
import app.clockout.table.Events;
import app.clockout.table.People;
import app.clockout.web.Answer;
import app.clockout.web.EventState;
import app.clockout.web.Instants;
import app.clockout.web.OwnAddress;
import app.clockout.web.Page;
import app.clockout.web.Problem;
import app.clockout.web.Request;
import app.clockout.web.SeatStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The door over HTTP: the ticket one shows, the list, and letting people in. */
final class CheckInRoutes {
    private static final int LONGEST_TICKET = 256;
    private static final String CLOSED =
            "People are let in from three hours before the start to a day after the end, unless the event is"
                    + " cancelled.";

    private final Events events;
    private final SeatStore seats;
    private final People people;
    private final CheckIn checkIn;
    private final SeatTokens tickets;
    private final InstantSource clock;
    private final OwnAddress address;

    CheckInRoutes(
            Events events,
            SeatStore seats,
            People people,
            CheckIn checkIn,
            SeatTokens tickets,
            Environment environment) {
        this.events = events;
        this.seats = seats;
        this.people = people;
        this.checkIn = checkIn;
        this.tickets = tickets;
        this.clock = environment.clock();
        this.address = new OwnAddress(environment.variableOrEmpty("DOMAIN_NAME"));
    }

    Answer ticket(Request request) {
        var member = request.signedIn();
        var view = view(request);
        var rsvp = view.rsvp();
        if (rsvp == null || !rsvp.hasSeat()) {
            throw Problem.notFound();
        }
        var ticket = tickets.token(view.event().id(), member.id(), member.linkVersion());
        var state = EventState.of(view.event(), view.seats(), rsvp, new SeatStatus.Confirmed(ticket), clock.instant());
        // Once it is over, only who was not let in yet can need it: as long as the door is open.
        boolean works = state.isPlanned() || (checkIn.isOpen(view.event()) && rsvp.checkedInAt() == null);
        return Answer.view(
                new JsonObject()
                        .put("ticket", ticket)
                        .put("status", rsvp.status().id()),
                () -> new Page(
                        "Your ticket",
                        output -> JteticketGenerated.render(
                                output,
                                null,
                                view,
                                rsvp,
                                state,
                                works ? QrCode.of(address.at(request) + checkInPage(view, ticket)) : null)));
    }

    Answer list(Request request) {
        var view = hosted(request);
        var list = GuestList.of(seats, view.event().id());
        if (request.wants("text/csv") || request.query("format").equals(Optional.of("csv"))) {
            return Answer.document("text/csv; charset=utf-8; header=present", list.csv())
                    .header("Content-Disposition", "attachment; filename=\"guests.csv\"");
        }
        boolean open = checkIn.isOpen(view.event());
        return Answer.view(
                list.json(),
                () -> new Page(
                        "Guests", output -> JtedoorGenerated.render(output, null, view, list, state(view), open)));
    }

    /** Shows whose ticket it is, with a button; changes nothing. */
    Answer show(Request request) {
        var view = hosted(request);
        var query = request.queryFields();
        var ticket = query.line("ticket", LONGEST_TICKET);
        if (!query.areGood()) {
            return Answer.invalid(query, null);
        }
        var holder = holder(view.event().id(), ticket).orElseThrow(Problem::notFound);
        var rsvp = seats.rsvp(view.event().id(), holder).filter(Rsvp::hasSeat).orElseThrow(Problem::notFound);
        boolean open = checkIn.isOpen(view.event());
        var json = json(rsvp, rsvp.checkedInAt()).put("status", rsvp.status().id());
        return Answer.view(
                json,
                () -> new Page(
                        rsvp.name(), output -> JtecheckinGenerated.render(output, null, view, rsvp, ticket, open)));
    }

    Answer checkIn(Request request) {
        var view = hosted(request);
        var fields = request.fields();
        var ticket = fields.optionalLine("ticket", LONGEST_TICKET).orElse(null);
        var memberId = fields.optionalLine("memberId", LONGEST_TICKET).orElse(null);
        if (fields.areGood() && (ticket == null) == (memberId == null)) {
            fields.reject(ticket == null ? "ticket" : "memberId", "Either a ticket or a member, please.");
        }
        if (!fields.areGood()) {
            return Answer.invalid(fields, null);
        }
        var event = view.event();
        var member = ticket == null
                ? new MemberId(String.valueOf(memberId))
                : holder(event.id(), ticket).orElseThrow(Problem::notFound);
        return switch (checkIn.checkIn(event, member)) {
            case CheckIn.Outcome.In(var rsvp, var at) ->
                Answer.done(200, json(rsvp, at), ticket == null ? listPage(event.id()) : checkInPage(view, ticket));
            case CheckIn.Outcome.NoSeat() -> throw Problem.notFound();
            case CheckIn.Outcome.Closed() -> throw Problem.conflict(CLOSED);
        };
    }

    Answer undo(Request request) {
        var view = view(request);
        var event = view.event().id();
        var member = Optional.of(request.path("memberId"))
                .filter(id -> !id.isBlank())
                .map(MemberId::new)
                .orElseThrow(Problem::notFound);
        if (!view.isHost()) {
            // Who has a seat is for hosts only to know: others learn whether there is such a person.
            throw people.person(member).isPresent() ? notHost() : Problem.notFound();
        }
        if (seats.rsvp(event, member).filter(Rsvp::hasSeat).isEmpty()) {
            throw Problem.notFound();
        }
        checkIn.undo(event, member);
        return Answer.done(listPage(event));
    }

    /** What the event is to its host, whose own seat is of no matter at the door. */
    private EventState state(Events.View view) {
        return EventState.of(view.event(), view.seats(), null, new SeatStatus.None(), clock.instant());
    }

    private static JsonObject json(Rsvp rsvp, @Nullable Instant checkedInAt) {
        var json = new JsonObject().put("memberId", rsvp.member().value()).put("name", rsvp.name());
        return checkedInAt == null ? json : json.put("checkedInAt", Instants.rfc3339(checkedInAt));
    }

    /** Whose ticket for this event it is; empty for another event's, and for what is none or ended. */
    private Optional<MemberId> holder(EventId event, String ticket) {
        return SeatTokens.claimed(ticket)
                .filter(claim -> claim.event().equals(event))
                .flatMap(claim -> people.person(claim.member()))
                .filter(Person::isMember)
                .filter(person -> tickets.holds(ticket, person.linkVersion()))
                .map(Person::id);
    }

    private Events.View view(Request request) {
        return events.view(RsvpHandler.event(request), request.signedIn().id())
                .filter(Events.View::isVisible)
                .orElseThrow(Problem::notFound);
    }

    private Events.View hosted(Request request) {
        var view = view(request);
        if (!view.isHost()) {
            throw notHost();
        }
        return view;
    }

    private static Problem notHost() {
        return Problem.forbidden("This is for those who host the event.");
    }

    private static String listPage(EventId event) {
        return "/events/" + event + "/rsvps";
    }

    private static String checkInPage(Events.View view, String ticket) {
        return "/events/" + view.event().id() + "/checkins?ticket=" + ticket;
    }
}
