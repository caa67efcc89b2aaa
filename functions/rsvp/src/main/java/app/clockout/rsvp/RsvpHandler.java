package app.clockout.rsvp;

import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.SeatTokens;
import app.clockout.environment.Environment;
import app.clockout.json.JsonObject;
import app.clockout.table.DailyCounters;
import app.clockout.table.Events;
import app.clockout.table.Memberships;
import app.clockout.table.People;
import app.clockout.table.Seats;
import app.clockout.table.Secrets;
import app.clockout.table.Sessions;
import app.clockout.table.Table;
import app.clockout.web.Access;
import app.clockout.web.Answer;
import app.clockout.web.Cursors;
import app.clockout.web.EventState;
import app.clockout.web.Fields;
import app.clockout.web.Instants;
import app.clockout.web.Page;
import app.clockout.web.Problem;
import app.clockout.web.Question;
import app.clockout.web.Request;
import app.clockout.web.Routes;
import app.clockout.web.SeatStatus;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Seats over HTTP: take one, give it back, accept an offered one, with or without a session; and what one has. */
public final class RsvpHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final String OVER = "This event is over.";

    private final ReserveSeat reserveSeat;
    private final CancelRsvp cancelRsvp;
    private final AcceptOffer acceptOffer;
    private final Events events;
    private final People people;
    private final SeatStatuses statuses;
    private final SeatTokens answerLinks;
    private final InstantSource clock;
    private final Routes routes;

    public RsvpHandler() {
        this(Environment.ofLambda());
        routes.primeSnapshot();
    }

    RsvpHandler(Environment environment) {
        var table = new Table(environment);
        var links = Secrets.links(table, environment);
        clock = environment.clock();
        events = new Events(table);
        people = new People(table);
        var seats = new Seats(table);
        var queue = new QueueStore(table);
        var store = new SeatStore(table, seats, queue);
        var visibility = new EventVisibility(new Memberships(table));
        reserveSeat = new ReserveSeat(table, seats, store, new ExpireOffer(table, store, queue, clock), clock);
        var changeRsvp = new ChangeRsvp(table, store, visibility, clock);
        cancelRsvp = new CancelRsvp(changeRsvp, store);
        acceptOffer = new AcceptOffer(changeRsvp, store);
        answerLinks = SeatTokens.answers(links);
        var tickets = SeatTokens.tickets(links);
        statuses = new SeatStatuses(seats, tickets, clock);
        var checkIn = new CheckIn(table, store, new DailyCounters(table), clock);
        var checkIns = new CheckInRoutes(events, store, people, checkIn, tickets, new Cursors(links), environment);
        var calendars = new OwnCalendarStore(table);
        var myEvents = new MyEventsRoutes(events, seats, people, calendars, links, statuses, environment);
        routes = new Routes(new Sessions(table, clock)::memberOf)
                .put("/events/{eventId}/rsvp", Access.MEMBER, this::isThere, this::reserve)
                .delete("/events/{eventId}/rsvp", Access.MEMBER, this::isThere, this::cancel)
                .post("/events/{eventId}/rsvp/accept", Access.MEMBER, this::isThere, this::accept)
                .get("/events/{eventId}/ticket", Access.MEMBER, checkIns::ticket)
                .get("/events/{eventId}/rsvps", Access.MEMBER, checkIns::list)
                .get("/events/{eventId}/checkins", Access.MEMBER, checkIns::show)
                .post("/events/{eventId}/checkins", Access.MEMBER, this::isThere, checkIns::checkIn)
                .delete("/events/{eventId}/checkins/{memberId}", Access.MEMBER, this::isThere, checkIns::undo)
                .get("/r/{token}", Access.ANYONE, this::mailed)
                .post("/r/{token}", Access.ANYONE, this::answerMailed)
                .get("/me/events", Access.MEMBER, myEvents::list)
                .post("/me/calendar", Access.MEMBER, myEvents::renewCalendar)
                .get("/me/calendar.ics", Access.ANYONE, myEvents::calendar);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, @Nullable Context context) {
        return routes.handle(event);
    }

    /** @throws Problem 404 where the path names none */
    static EventId event(Request request) {
        return EventId.parse(request.path("eventId")).orElseThrow(Problem::notFound);
    }

    private boolean isThere(Request request) {
        return EventId.parse(request.path("eventId"))
                .flatMap(event -> events.view(event, request.signedIn().id()))
                .filter(Events.View::isVisible)
                .isPresent();
    }

    private Answer reserve(Request request) {
        var event = event(request);
        return Answer.done(200, reserve(request.signedIn(), event), page(event));
    }

    private JsonObject reserve(Person member, EventId event) {
        return switch (reserveSeat.seatFor(member.id(), member.details().name(), event)) {
            case ReserveSeat.Outcome.Confirmed() -> confirmed(member, event);
            case ReserveSeat.Outcome.Waiting(int position) -> new SeatStatus.Waiting(position).json();
            case ReserveSeat.Outcome.Offered(var expiresAt) -> new SeatStatus.Offered(expiresAt).json();
            case ReserveSeat.Outcome.Cancelled() -> throw Problem.conflict(EventState.CANCELLED);
            case ReserveSeat.Outcome.Over() -> throw Problem.conflict(OVER);
            case ReserveSeat.Outcome.NoSuchEvent() -> throw Problem.notFound();
        };
    }

    private JsonObject confirmed(Person member, EventId event) {
        return new SeatStatus.Confirmed(statuses.ticket(member, event)).json();
    }

    private Answer cancel(Request request) {
        var event = event(request);
        if (Question.isAsked(request)) {
            var member = request.signedIn();
            var question = events.view(event, member.id())
                    .filter(Events.View::isVisible)
                    .flatMap(view -> question(view, statuses.of(member, view)));
            if (question.isPresent()) {
                return question.get().of(request);
            }
        }
        return Answer.done(200, cancel(request.signedIn().id(), event), page(event));
    }

    /** What is lost for good; empty where nothing is. */
    private Optional<Question> question(Events.View view, SeatStatus own) {
        var state = EventState.of(view.event(), view.seats(), view.rsvp(), own, clock.instant());
        var back = page(view.event().id());
        return switch (state.own()) {
            case SeatStatus.None() -> Optional.empty();
            case SeatStatus.Confirmed _ ->
                Optional.of(new Question(
                        "Give back your seat at",
                        view.event().title(),
                        state.isFull()
                                ? "It passes on at once, and to come after all you would have to wait for another."
                                : "You can take one again as long as there are any.",
                        "Give it back",
                        back));
            case SeatStatus.Waiting(int position) ->
                Optional.of(new Question(
                        "Leave the line for",
                        view.event().title(),
                        "You are number %d. If you ask again, you begin at its end.".formatted(position),
                        "Leave the line",
                        back));
            case SeatStatus.Offered _ ->
                Optional.of(new Question(
                        "Pass on your seat at",
                        view.event().title(),
                        "It goes to who waits longest. If you ask again, you begin at the end of the line.",
                        "Pass it on",
                        back));
        };
    }

    private JsonObject cancel(MemberId member, EventId event) {
        return switch (cancelRsvp.cancel(member, event)) {
            case CancelRsvp.Outcome.Done() -> new JsonObject().put("status", "cancelled");
            case CancelRsvp.Outcome.Refused(var why) -> throw problem(why);
        };
    }

    private static Problem problem(ChangeRsvp.Refusal why) {
        return switch (why) {
            case CANCELLED -> Problem.conflict(EventState.CANCELLED);
            case OVER -> Problem.conflict(OVER);
            case NO_SUCH_EVENT -> Problem.notFound();
        };
    }

    private Answer accept(Request request) {
        var event = event(request);
        var member = request.signedIn();
        return switch (acceptOffer.accept(member.id(), event)) {
            case AcceptOffer.Outcome.Confirmed() -> Answer.done(200, confirmed(member, event), page(event));
            case AcceptOffer.Outcome.NoOffer() ->
                throw Problem.conflict("There is no seat on offer for you, or no longer. You can ask for one again.");
            case AcceptOffer.Outcome.Refused(var why) -> throw problem(why);
        };
    }

    private static String page(EventId event) {
        return "/events/" + event;
    }

    /** Whom a mailed link stands for, and the event as they see it. */
    private record Mailed(Person person, Events.View view) {}

    private Mailed opened(String token) {
        var claim = SeatTokens.claimed(token).orElseThrow(Problem::invalidLink);
        var person = people.person(claim.member())
                .filter(Person::isMember)
                .filter(member -> answerLinks.holds(token, member.linkVersion()))
                .orElseThrow(Problem::invalidLink);
        var view = events.view(claim.event(), person.id())
                .filter(there -> there.isVisible() || there.rsvp() != null)
                .filter(there -> !there.event().isOver(clock.instant()))
                .orElseThrow(Problem::invalidLink);
        return new Mailed(person, view);
    }

    private Answer mailed(Request request) {
        var token = request.pathToken("token");
        var mailed = opened(token);
        var event = mailed.view().event();
        var seat = statuses.of(mailed.person(), mailed.view());
        var json = new JsonObject()
                .put("eventId", event.id().value())
                .put("title", event.title())
                .put("startsAt", Instants.rfc3339(event.startsAt()));
        return Answer.view(json.putAll(seat.json()), () -> mailedPage(mailed.view(), seat, Fields.none(), token));
    }

    private Page mailedPage(Events.View view, SeatStatus own, Fields fields, String token) {
        var state = EventState.of(view.event(), view.seats(), view.rsvp(), own, clock.instant());
        return new Page(
                view.event().title(), output -> JteanswerGenerated.render(output, null, view, state, fields, token));
    }

    private Answer answerMailed(Request request) {
        var token = request.pathToken("token");
        var mailed = opened(token);
        var member = mailed.person();
        var event = mailed.view().event().id();
        var fields = request.fields();
        var answer = fields.line("answer", 10);
        if (fields.areGood() && !answer.equals("going") && !answer.equals("cancel")) {
            fields.reject("answer", "This must be going or cancel.");
        }
        if (!fields.areGood()) {
            return Answer.invalid(
                    fields,
                    () -> mailedPage(mailed.view(), statuses.of(mailed.person(), mailed.view()), fields, token));
        }
        var json = answer.equals("going") ? going(member, event) : cancel(member.id(), event);
        return Answer.done(200, json, "/r/" + token);
    }

    /** One tap means yes, to an offer as to a seat. */
    private JsonObject going(Person member, EventId event) {
        return switch (acceptOffer.accept(member.id(), event)) {
            case AcceptOffer.Outcome.Confirmed() -> confirmed(member, event);
            case AcceptOffer.Outcome.NoOffer() -> reserve(member, event);
            case AcceptOffer.Outcome.Refused(var why) -> {
                if (why == ChangeRsvp.Refusal.NO_SUCH_EVENT) {
                    throw Problem.conflict("This event is for its club's members.");
                }
                yield reserve(member, event);
            }
        };
    }
}
