package app.clockout.clubs;

import app.clockout.domain.Club;
import app.clockout.domain.FoldedText;
import app.clockout.domain.Hash;
import app.clockout.domain.MemberId;
import app.clockout.domain.Membership;
import app.clockout.domain.Person;
import app.clockout.domain.Slug;
import app.clockout.environment.Environment;
import app.clockout.json.JsonObject;
import app.clockout.table.Clubs;
import app.clockout.table.DailyCounters;
import app.clockout.table.EventList;
import app.clockout.table.Events;
import app.clockout.table.People;
import app.clockout.table.Secrets;
import app.clockout.table.Sessions;
import app.clockout.table.Table;
import app.clockout.web.Access;
import app.clockout.web.Answer;
import app.clockout.web.Cursors;
import app.clockout.web.Fields;
import app.clockout.web.MadeBefore;
import app.clockout.web.Page;
import app.clockout.web.Problem;
import app.clockout.web.Question;
import app.clockout.web.Request;
import app.clockout.web.Routes;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Clubs, membership and hosts over HTTP. */
public final class ClubsHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    /** A club has at most so many. */
    private static final int MOST_COMING = 200;

    private final Clubs clubs;
    private final MembershipStore memberships;
    private final ListClubs listClubs;
    private final FoundClub foundClub;
    private final EditClub editClub;
    private final CloseClub closeClub;
    private final EventList events;
    private final InstantSource clock;
    private final Cursors cursors;
    private final RandomGenerator random;
    private final Routes routes;

    public ClubsHandler() {
        this(Environment.ofLambda());
        routes.primeSnapshot();
    }

    ClubsHandler(Environment environment) {
        var table = new Table(environment);
        var clock = environment.clock();
        var store = new ClubStore(table);
        var list = new ClubListStore(table);
        var counters = new DailyCounters(table);
        var members = new People(table);
        clubs = new Clubs(table);
        memberships = new MembershipStore(table);
        listClubs = new ListClubs(clubs, list);
        foundClub = new FoundClub(table, store, memberships, list, counters, environment);
        var relistEvents = new RelistEvents(table, new Events(table), new EventList(table), clock);
        editClub = new EditClub(table, clubs, store, list, relistEvents);
        closeClub = new CloseClub(table, clubs, store, list, counters, clock);
        cursors = new Cursors(Secrets.links(table, environment));
        events = new EventList(table);
        this.clock = clock;
        var membersOfClub = new MembershipRoutes(
                clubs,
                members,
                new ListMembers(memberships, members),
                new JoinClub(table, clubs, store, memberships, clock),
                new LeaveClub(table, clubs, store, memberships),
                new DecideRequest(table, clubs, store, memberships, members, clock),
                new NameHosts(table, clubs, store, members),
                cursors);
        random = environment.random();
        routes = new Routes(new Sessions(table, environment.clock())::memberOf)
                .get("/clubs", Access.ANYONE, this::list)
                .post("/clubs", Access.MEMBER, this::found)
                .get("/clubs/new", Access.MEMBER, this::blank)
                .form("POST /clubs", "/clubs/new", (request, stopped) -> foundPage(request.fields()))
                .get("/clubs/{slug}", Access.ANYONE, this::isClub, this::show)
                .put("/clubs/{slug}", Access.MEMBER, this::isClub, this::edit)
                .form("PUT /clubs/{slug}", "/clubs/{slug}/edit", this::editAgain)
                .delete("/clubs/{slug}", Access.MEMBER, this::isClub, this::close)
                .form("DELETE /clubs/{slug}", "/clubs/{slug}", (request, stopped) -> clubPage(view(request), ""))
                .get("/clubs/{slug}/edit", Access.MEMBER, this::isClub, this::filled)
                .get("/clubs/{slug}/members", Access.MEMBER, this::isClub, membersOfClub::members)
                .put("/clubs/{slug}/members/me", Access.MEMBER, this::isClub, membersOfClub::join)
                .delete("/clubs/{slug}/members/me", Access.MEMBER, this::isClub, membersOfClub::leave)
                .delete("/clubs/{slug}/members/{memberId}", Access.MEMBER, this::isClub, membersOfClub::remove)
                .get("/clubs/{slug}/requests", Access.MEMBER, this::isClub, membersOfClub::requests)
                .post("/clubs/{slug}/requests/{memberId}/approve", Access.MEMBER, this::isClub, membersOfClub::approve)
                .post("/clubs/{slug}/requests/{memberId}/decline", Access.MEMBER, this::isClub, membersOfClub::decline)
                .put("/clubs/{slug}/hosts/{memberId}", Access.MEMBER, this::isClub, membersOfClub::makeHost)
                .delete("/clubs/{slug}/hosts/{memberId}", Access.MEMBER, this::isClub, membersOfClub::unmakeHost);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, @Nullable Context context) {
        return routes.handle(event);
    }

    private boolean isClub(Request request) {
        return Slug.parse(request.path("slug")).flatMap(clubs::find).isPresent();
    }

    static Slug slug(Request request) {
        return Slug.parse(request.path("slug")).orElseThrow(Problem::notFound);
    }

    private static @Nullable MemberId viewer(Request request) {
        return request.member().map(Person::id).orElse(null);
    }

    private Clubs.View view(Request request) {
        return view(clubs, request);
    }

    private Clubs.View viewOfHost(Request request) {
        return viewOfHost(clubs, request);
    }

    /** The club of the path as the asker sees it. */
    static Clubs.View view(Clubs clubs, Request request) {
        return clubs.view(slug(request), viewer(request)).orElseThrow(Problem::notFound);
    }

    /** The same for its hosts alone. */
    static Clubs.View viewOfHost(Clubs clubs, Request request) {
        var view = view(clubs, request);
        if (!view.isHost()) {
            throw notHost();
        }
        return view;
    }

    static Problem notHost() {
        return Problem.forbidden("This is for those who run the club.");
    }

    static String path(Slug club) {
        return "/clubs/" + club;
    }

    private Answer list(Request request) {
        var query = request.queryFields();
        var industry = query.optionalIndustry("industry");
        var city = query.optionalLine("city", ClubForm.LINE).map(FoldedText::of);
        var search = query.optionalLine("q", ClubForm.LINE).map(FoldedText::of);
        int limit = request.limit(query);
        var viewer = viewer(request);
        if (!query.areGood()) {
            return Answer.invalid(query, () -> listPage(query, ListClubs.Listing.EMPTY, null, viewer, false));
        }
        var filter = new ClubListStore.Filter(industry.orElse(null), city.orElse(null), search.orElse(null));
        var filters = Hash.of("%s\n%s\n%s".formatted(text(industry), text(city), text(search)));
        var reading = cursors.of(request, "clubs", filters);
        var found = listClubs.list(filter, reading.position(), limit, viewer);
        var next = found.next() == null ? null : reading.after(found.next());
        return Answer.view(
                ClubJson.list(found, next),
                () -> listPage(query, found, next, viewer, query.typed("done").equals("closed")));
    }

    private static String text(Optional<?> filter) {
        return filter.map(Object::toString).orElse("");
    }

    private static Page listPage(
            Fields query, ListClubs.Listing found, @Nullable String next, @Nullable MemberId viewer, boolean closed) {
        return new Page(
                "Clubs", output -> JteclubsGenerated.render(output, null, query, found, next, viewer != null, closed));
    }

    private Answer blank(Request request) {
        var fields = ClubForm.blank(request.signedIn());
        return Answer.view(new JsonObject().put("found", "/clubs"), () -> foundPage(fields));
    }

    private Page foundPage(Fields fields) {
        var key = fields.keyOr(random);
        return new Page(
                "Start a club",
                output -> JteclubFormGenerated.render(output, null, fields, null, key, ClubForm.suggestedZone(fields)));
    }

    private Answer found(Request request) {
        var fields = request.fields();
        var repeatable = request.repeatable(fields);
        var form = ClubForm.read(fields);
        var founder = request.signedIn();
        var outcome = form.isPresent()
                ? Optional.of(foundClub.found(founder, form.get(), repeatable.orElse(null)))
                : repeatable.flatMap(key -> foundClub.before(founder, key));
        return outcome.map(founded -> told(founded, founder, fields)).orElseGet(() -> Answer.invalid(fields));
    }

    private Answer told(FoundClub.Outcome outcome, Person founder, Fields fields) {
        return switch (outcome) {
            case FoundClub.Outcome.Founded(var club) ->
                Answer.done(201, ClubJson.of(new Clubs.View(club, founder.id(), null)), path(club.slug()))
                        .header("Location", path(club.slug()))
                        .version(club.version());
            case FoundClub.Outcome.TooMany(var retryAfter) ->
                throw Problem.tooMany(
                        "One can start three clubs in thirty days. Let these grow a little first.", retryAfter);
            case FoundClub.Outcome.KeyTaken(var before) -> {
                fields.keyTaken(
                        "You started a club with this form already. Send it again to start another one.",
                        new MadeBefore(path(before), path(before) + "/edit"));
                yield Answer.invalid(fields);
            }
        };
    }

    private Answer show(Request request) {
        var view = view(request);
        return Answer.view(
                        ClubJson.of(view),
                        () -> clubPage(view, request.query("done").orElse("")))
                .version(view.club().version());
    }

    private Page clubPage(Clubs.View view, String done) {
        int asking = view.isHost() ? memberships.countRequests(view.club().slug()) : 0;
        var membership = view.membership();
        var askAgain = membership != null && membership.state() == Membership.State.REFUSED
                ? membership.since().plus(Membership.REST_AFTER_REFUSAL)
                : null;
        return new Page(
                view.club().name(), output -> JteclubGenerated.render(output, null, view, asking, askAgain, done));
    }

    private Answer filled(Request request) {
        var view = viewOfHost(request);
        return Answer.view(ClubJson.of(view), () -> editPage(view.club(), ClubForm.filled(view.club())))
                .version(view.club().version());
    }

    private static Page editPage(Club club, Fields fields) {
        return new Page(
                "Edit " + club.name(),
                output -> JteclubFormGenerated.render(output, null, fields, club, "", ClubForm.suggestedZone(fields)));
    }

    private Page editAgain(Request request, Problem stopped) {
        var club = viewOfHost(request).club();
        var fields = request.fields();
        return editPage(club, stopped.isStale() ? fields.beside(ClubForm.filled(club)) : fields);
    }

    private Answer edit(Request request) {
        var view = viewOfHost(request);
        var fields = request.fields();
        var form = ClubForm.read(fields);
        if (form.isEmpty()) {
            return Answer.invalid(fields);
        }
        var host = request.signedIn().id();
        return switch (editClub.edit(view.club(), host, form.get(), request::requireVersion)) {
            case EditClub.Outcome.Edited(var club) ->
                Answer.done(200, ClubJson.of(new Clubs.View(club, host, view.membership())), path(club.slug()))
                        .version(club.version());
            case EditClub.Outcome.NotThere() -> throw Problem.notFound();
            case EditClub.Outcome.NotHost() -> throw notHost();
        };
    }

    private Answer close(Request request) {
        if (Question.isAsked(request)) {
            var club = viewOfHost(request).club();
            var coming = events.ofClub(club.slug(), true, clock.instant(), null, MOST_COMING)
                    .events()
                    .size();
            return new Question(
                            "Close",
                            club.name(),
                            "It is gone for its %s at once, and cannot be opened again. %s"
                                    .formatted(
                                            counted(club.members(), "member"),
                                            coming == 0
                                                    ? "No event is to come."
                                                    : "Its %s to come %s cancelled, and who has a seat there or waits gets a mail."
                                                            .formatted(
                                                                    counted(coming, "event"),
                                                                    coming == 1 ? "is" : "are")),
                            "Close the club for good",
                            path(club.slug()))
                    .of(request);
        }
        return switch (closeClub.close(slug(request), request.signedIn().id())) {
            case CLOSED -> Answer.done("/clubs?done=closed");
            case NOT_THERE -> throw Problem.notFound();
            case NOT_HOST -> throw notHost();
        };
    }

    private static String counted(long number, String what) {
        return "%,d %s%s".formatted(number, what, number == 1 ? "" : "s");
    }
}
