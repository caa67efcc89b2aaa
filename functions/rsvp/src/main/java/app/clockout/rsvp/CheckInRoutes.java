package app.clockout.rsvp;

import app.clockout.domain.EventId;
import app.clockout.domain.FoldedText;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Rsvp;
import app.clockout.domain.SeatTokens;
import app.clockout.environment.Environment;
import app.clockout.json.JsonObject;
import app.clockout.qr.QrCode;
import app.clockout.rsvp.ListPlace.Said;
import app.clockout.table.Events;
import app.clockout.table.People;
import app.clockout.web.Answer;
import app.clockout.web.Cursors;
import app.clockout.web.EventState;
import app.clockout.web.Fields;
import app.clockout.web.Instants;
import app.clockout.web.OwnAddress;
import app.clockout.web.Page;
import app.clockout.web.Problem;
import app.clockout.web.Request;
import app.clockout.web.SeatStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The door over HTTP: the ticket one shows, the list, and letting people in. */
final class CheckInRoutes {
    private static final int LONGEST_TICKET = 256;
    private static final int LINE = 80;
    private static final String CLOSED =
            "People are let in from three hours before the start to a day after the end, unless the event is"
                    + " cancelled.";

    private final Events events;
    private final SeatStore seats;
    private final People people;
    private final CheckIn checkIn;
    private final SeatTokens tickets;
    private final Cursors cursors;
    private final InstantSource clock;
    private final OwnAddress address;

    CheckInRoutes(
            Events events,
            SeatStore seats,
            People people,
            CheckIn checkIn,
            SeatTokens tickets,
            Cursors cursors,
            Environment environment) {
        this.events = events;
        this.seats = seats;
        this.people = people;
        this.checkIn = checkIn;
        this.tickets = tickets;
        this.cursors = cursors;
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
        var query = request.queryFields();
        if (request.wants("text/csv") || request.query("format").equals(Optional.of("csv"))) {
            return Answer.document("text/csv; charset=utf-8; header=present", list.csv())
                    .header("Content-Disposition", "attachment; filename=\"guests.csv\"");
        }
        var search = query.optionalLine("q", LINE).map(FoldedText::of);
        int limit = request.limit(query);
        if (!query.areGood()) {
            return Answer.invalid(query);
        }
        var reading = cursors.of(
                request,
                "guests of " + view.event().id(),
                search.map(FoldedText::value).orElse(""));
        var shown = list.page(search.orElse(null), reading.position(), limit);
        var next = shown.next() == null ? null : reading.after(shown.next());
        var json = GuestList.json(shown.guests());
        var page = new ListPage(
                view,
                state(view),
                list,
                shown.guests(),
                checkIn.isOpen(view.event()),
                query,
                ListPlace.of(query),
                ListPlace.Notice.of(query),
                next,
                clock.instant());
        return Answer.view(
                next == null ? json : json.put("nextCursor", next),
                () -> new Page("Guests", output -> JtedoorGenerated.render(output, null, page)));
    }

    /**
     * The list at the door as a host sees it.
     *
     * @param whole everybody, also those who are not on this page of it
     * @param notice what a button of it came to; null where none was pressed
     */
    public record ListPage(
            Events.View view,
            EventState state,
            GuestList whole,
            List<GuestList.Guest> guests,
            boolean open,
            Fields query,
            ListPlace place,
            ListPlace.@Nullable Notice notice,
            @Nullable String next,
            Instant now) {

        /** What became of this guest by the button that led here; null where it was about another. */
        public @Nullable Scan said(Rsvp guest) {
            if (notice == null
                    || notice.said() == ListPlace.Said.OUT
                    || !notice.guest().equals(guest.member().value())
                    || guest.checkedInAt() == null) {
                return null;
            }
            return Scan.of(view.event(), guest, notice.isOf(guest.checkedInAt()), now);
        }

        /** Whether the check-in of this guest was taken back by the button that led here. */
        public boolean isOut(Rsvp guest) {
            return notice != null
                    && notice.said() == ListPlace.Said.OUT
                    && notice.guest().equals(guest.member().value())
                    && guest.checkedInAt() == null;
        }
    }

    /** Shows whose ticket it is, with a button; changes nothing. */
    Answer show(Request request) {
        var view = hosted(request);
        var query = request.queryFields();
        var ticket = query.line("ticket", LONGEST_TICKET);
        if (!query.areGood()) {
            return Answer.invalid(query);
        }
        var event = view.event();
        var rsvp = holder(event.id(), ticket)
                .flatMap(holder -> seats.rsvp(event.id(), holder))
                .filter(Rsvp::hasSeat)
                .orElseThrow(() -> notATicket(view, ListPlace.TOP));
        // Guests make their own codes: only the page that this check-in led to knows its instant.
        boolean justNow = rsvp.checkedInAt() != null && query.typed("said").equals(said(rsvp.checkedInAt()));
        var json = json(rsvp, rsvp.checkedInAt()).put("status", rsvp.status().id());
        return Answer.view(
                json, () -> page(view, Scan.of(event, rsvp, justNow, clock.instant()), ticket, ListPlace.TOP));
    }

    private static Page page(Events.View view, Scan scan, String ticket, ListPlace list) {
        var title =
                switch (scan) {
                    case Scan.Ready(var rsvp) -> rsvp.name();
                    case Scan.CheckedIn(var rsvp) -> "Checked in: " + rsvp.name();
                    case Scan.AlreadyIn(var rsvp, var since) -> "Already in: " + rsvp.name();
                    case Scan.Refused(var why, var holder) -> why;
                };
        var back = list.path(view.event().id());
        return new Page(title, output -> JtecheckinGenerated.render(output, null, view, scan, ticket, back));
    }

    private static Problem notATicket(Events.View view, ListPlace list) {
        return Problem.notFound().on(page(view, Scan.NOT_A_TICKET, "", list));
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
            return Answer.invalid(fields);
        }
        var event = view.event();
        var list = ListPlace.of(fields);
        var member = ticket == null
                ? new MemberId(String.valueOf(memberId))
                : holder(event.id(), ticket).orElseThrow(() -> notATicket(view, list));
        return switch (checkIn.checkIn(event, member)) {
            case CheckIn.Outcome.In(var rsvp, var at, boolean before) ->
                Answer.done(
                        200,
                        json(rsvp, at),
                        ticket == null
                                ? before
                                        ? list.path(event.id(), Said.ALREADY, member)
                                        : list.pathAfterCheckIn(event.id(), member, at)
                                : checkInPage(view, ticket) + (before ? "" : "&said=" + said(at)));
            case CheckIn.Outcome.NoSeat() -> throw notATicket(view, list);
            case CheckIn.Outcome.Closed(var rsvp) ->
                throw Problem.conflict(CLOSED).on(page(view, Scan.of(event, rsvp, false, clock.instant()), "", list));
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
        return Answer.done(ListPlace.of(request.fields()).path(event, Said.OUT, member));
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

    private static String said(Instant checkedInAt) {
        return Long.toString(checkedInAt.toEpochMilli());
    }

    private static String checkInPage(Events.View view, String ticket) {
        return "/events/" + view.event().id() + "/checkins?ticket=" + ticket;
    }
}
