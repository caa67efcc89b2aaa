package app.clockout.clubevents;

import app.clockout.calendar.Calendar;
import app.clockout.clubevents.ViewEvent.Seen;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.SeatTokens;
import app.clockout.domain.Slug;
import app.clockout.environment.Environment;
import app.clockout.json.JsonObject;
import app.clockout.table.Clubs;
import app.clockout.table.EventList;
import app.clockout.table.Events;
import app.clockout.table.Seats;
import app.clockout.table.Secrets;
import app.clockout.table.Sessions;
import app.clockout.table.Table;
import app.clockout.web.Access;
import app.clockout.web.Answer;
import app.clockout.web.Cursors;
import app.clockout.web.EventJson;
import app.clockout.web.Fields;
import app.clockout.web.MadeBefore;
import app.clockout.web.OwnAddress;
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
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Events of clubs and their exportCalendar over HTTP. */
public final class ClubEventsHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final int REASON = 1000;

    private final Clubs clubs;
    private final Events events;
    private final ViewEvent viewEvent;
    private final AnnounceEvent announceEvent;
    private final ChangeEvent changeEvent;
    private final CancelEvent cancelEvent;
    private final ExportCalendar exportCalendar;
    private final OwnAddress address;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Routes routes;

    public ClubEventsHandler() {
        this(Environment.ofLambda());
        routes.primeSnapshot();
    }

    ClubEventsHandler(Environment environment) {
        var table = new Table(environment);
        var links = Secrets.links(table, environment);
        clock = environment.clock();
        random = environment.random();
        clubs = new Clubs(table);
        events = new Events(table);
        var seats = new Seats(table);
        var lists = new EventList(table);
        viewEvent = new ViewEvent(events, seats, SeatTokens.tickets(links), clock);
        announceEvent = new AnnounceEvent(table, events, environment);
        changeEvent = new ChangeEvent(table, seats, clock);
        cancelEvent = new CancelEvent(table, events, clock);
        exportCalendar = new ExportCalendar(lists, events, clock);
        address = new OwnAddress(environment.variableOrEmpty("DOMAIN_NAME"));
        var eventLists = new EventListRoutes(clubs, new ListEvents(lists, events), seats, new Cursors(links), clock);
        routes = new Routes(new Sessions(table, clock)::memberOf)
                .get("/events", Access.ANYONE, eventLists::list)
                .get("/events/{eventId}", Access.ANYONE, this::view)
                .put("/events/{eventId}", Access.MEMBER, this::isHosted, this::change)
                .form("PUT /events/{eventId}", "/events/{eventId}/edit", this::changeAgain)
                .get("/events/{eventId}/edit", Access.MEMBER, this::editForm)
                .post("/events/{eventId}/cancel", Access.MEMBER, this::isHosted, this::cancel)
                .form(
                        "POST /events/{eventId}/cancel",
                        "/events/{eventId}",
                        (request, stopped) -> eventPage(seen(request), request, request.fields()))
                .get("/events/{eventId}/calendar.ics", Access.ANYONE, this::calendar)
                .get("/clubs/{slug}/events", Access.ANYONE, eventLists::listOfClub)
                .post("/clubs/{slug}/events", Access.MEMBER, this::isHostedClub, this::announce)
                .form(
                        "POST /clubs/{slug}/events",
                        "/clubs/{slug}/events/new",
                        (request, stopped) -> newPage(hostedClub(request), request.fields()))
                .get("/clubs/{slug}/events/new", Access.MEMBER, this::newForm)
                .get("/clubs/{slug}/calendar.ics", Access.ANYONE, this::calendarOfClub);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, @Nullable Context context) {
        return routes.handle(event);
    }

    // One event

    private Answer view(Request request) {
        var seen = seen(request);
        return Answer.view(json(seen), () -> eventPage(seen, request, Fields.none()))
                .version(seen.view().event().version());
    }

    private Page eventPage(Seen seen, Request request, Fields cancelling) {
        var page = new EventPage(seen, request.member().orElse(null), clock.instant(), cancelling);
        return new Page(seen.view().event().title(), output -> JteeventGenerated.render(output, null, page));
    }

    private static JsonObject json(Seen seen) {
        var view = seen.view();
        var json = EventJson.of(view.event(), view.seats(), view.club(), view.seesStreet());
        if (!(seen.own() instanceof SeatStatus.None)) {
            json.put("rsvp", seen.own().json());
        }
        return json;
    }

    private Answer calendar(Request request) {
        return Answer.document(
                Calendar.MEDIA_TYPE, exportCalendar.of(seen(request).view(), address.at(request)));
    }

    private Answer calendarOfClub(Request request) {
        return Answer.document(Calendar.MEDIA_TYPE, exportCalendar.of(club(request), address.at(request)));
    }

    // What hosts do

    private Answer newForm(Request request) {
        var at = hostedClub(request);
        var fields = request.query("copy")
                .flatMap(EventId::parse)
                .flatMap(id -> events.view(id, request.signedIn().id()))
                .filter(Events.View::isHost)
                .map(EventForm::copyOf)
                .orElseGet(() -> EventForm.blank(at.club()));
        return Answer.view(new JsonObject().put("club", at.club().slug().value()), () -> newPage(at, fields));
    }

    private Page newPage(Clubs.View at, Fields fields) {
        var key = fields.keyOr(random);
        return new Page(
                "New event", output -> JteeventFormGenerated.render(output, null, at.club(), null, fields, key));
    }

    private Answer announce(Request request) {
        var at = hostedClub(request);
        var fields = request.fields();
        var repeatable = request.repeatable(fields);
        var form = EventForm.read(fields, clock.instant(), null);
        var host = request.signedIn().id();
        var outcome = form.isPresent() && fields.areGood()
                ? Optional.of(announceEvent.announce(at.club(), host, form.get(), repeatable.orElse(null)))
                : repeatable.flatMap(key -> announceEvent.before(host, key));
        return outcome.map(announced -> told(announced, request)).orElseGet(() -> Answer.invalid(fields));
    }

    private Answer told(AnnounceEvent.Outcome outcome, Request request) {
        return switch (outcome) {
            case AnnounceEvent.Outcome.Announced(var id) -> {
                var page = "/events/" + id;
                yield done(201, request, id).header("Location", page);
            }
            case AnnounceEvent.Outcome.ClubClosed() -> throw Problem.notFound();
            case AnnounceEvent.Outcome.KeyTaken(var before) -> {
                var fields = request.fields();
                fields.keyTaken(
                        "You announced an event with this form already. Send it again to announce another one.",
                        new MadeBefore("/events/" + before, "/events/" + before + "/edit"));
                yield Answer.invalid(fields);
            }
        };
    }

    private Answer editForm(Request request) {
        var seen = hosted(request);
        var view = seen.view();
        return Answer.view(json(seen), () -> editPage(view, EventForm.of(view)))
                .version(view.event().version());
    }

    private static Page editPage(Events.View view, Fields fields) {
        var version = fields.version(view.event().version());
        return new Page(
                "Change " + view.event().title(),
                output -> JteeventFormGenerated.render(output, null, view.club(), view.event(), fields, version));
    }

    private Page changeAgain(Request request, Problem stopped) {
        var view = hosted(request).view();
        var fields = request.fields();
        return editPage(view, stopped.isStale() ? fields.beside(EventForm.of(view)) : fields);
    }

    private Answer change(Request request) {
        var view = hosted(request).view();
        var event = view.event();
        var fields = request.fields();
        var form = EventForm.read(fields, clock.instant(), event);
        if (form.isEmpty()) {
            return Answer.invalid(fields);
        }
        boolean isOn = !event.isCancelled() && !event.isOver(clock.instant());
        request.requireVersion(event.version(), !(isOn && form.get().changesNothing(view)));
        return switch (changeEvent.change(view, form.get())) {
            case ChangeEvent.Outcome.Changed() -> done(200, request, event.id());
            case ChangeEvent.Outcome.Cancelled() -> throw Problem.conflict("The event is cancelled.");
            case ChangeEvent.Outcome.Over() -> throw Problem.conflict("The event is over.");
            case ChangeEvent.Outcome.MoreTaken(int taken) ->
                throw Problem.conflict(
                        "%d seats are taken already, those on offer included. There cannot be fewer.".formatted(taken));
            case ChangeEvent.Outcome.ChangedMeanwhile() -> throw Problem.preconditionFailed();
        };
    }

    private Answer cancel(Request request) {
        var seen = hosted(request);
        var id = seen.view().event().id();
        var fields = request.fields();
        var reason = fields.optionalText("reason", REASON).orElse("");
        if (!fields.areGood()) {
            return Answer.invalid(fields);
        }
        var event = seen.view().event();
        if (Question.isAsked(request) && !event.isCancelled() && !event.isOver(clock.instant())) {
            int mails = seen.view().seats().taken() + seen.view().seats().waiting();
            var told = mails == 0
                    ? "Nobody has a seat or waits for one, so nobody gets a mail."
                    : "%,d %s a mail: everyone who has a seat, is offered one or waits."
                            .formatted(mails, mails == 1 ? "person gets" : "people get");
            var text = told + " It cannot be taken back; you can copy it as a new event.";
            return new Question("Cancel", event.title(), text, "Cancel the event for everybody", "/events/" + id)
                    .of(request);
        }
        return switch (cancelEvent.cancel(seen.view(), reason)) {
            case CancelEvent.Outcome.Cancelled() -> done(200, request, id);
            case CancelEvent.Outcome.AlreadyCancelled() -> throw Problem.conflict("The event is cancelled already.");
            case CancelEvent.Outcome.Over() -> throw Problem.conflict("The event is over.");
        };
    }

    /** The event as it is now, and what is to be said about its start. */
    private Answer done(int status, Request request, EventId id) {
        var seen = viewEvent.asked(id, request.signedIn()).orElseThrow(Problem::notFound);
        var event = seen.view().event();
        var json = json(seen);
        DstNotice.notice(event).ifPresent(notice -> json.putArray("notices")
                .addObject()
                .put("field", "startsAt")
                .put("message", notice));
        return Answer.done(status, json, "/events/" + id).version(event.version());
    }

    // What is in the path

    private Seen seen(Request request) {
        return event(request)
                .flatMap(id -> viewEvent.asked(id, request.member().orElse(null)))
                .orElseThrow(Problem::notFound);
    }

    private static Optional<EventId> event(Request request) {
        return EventId.parse(request.path("eventId"));
    }

    private boolean isHosted(Request request) {
        return hosted(request).view().isHost();
    }

    /** The event as its host sees it. */
    private Seen hosted(Request request) {
        var seen = seen(request);
        if (!seen.view().isHost()) {
            throw Problem.forbidden("Only hosts of the club can do this.");
        }
        return seen;
    }

    private Clubs.View club(Request request) {
        return club(clubs, request);
    }

    /** The club of the path as the asker sees it. */
    static Clubs.View club(Clubs clubs, Request request) {
        MemberId viewer = request.member().map(Person::id).orElse(null);
        return Slug.parse(request.path("slug"))
                .flatMap(slug -> clubs.view(slug, viewer))
                .orElseThrow(Problem::notFound);
    }

    private boolean isHostedClub(Request request) {
        return hostedClub(request).isHost();
    }

    private Clubs.View hostedClub(Request request) {
        var at = club(request);
        if (!at.isHost()) {
            throw Problem.forbidden("Only hosts of the club can do this.");
        }
        return at;
    }
}
