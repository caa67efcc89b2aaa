package app.clockout.signup;

import app.clockout.cities.CityZones;
import app.clockout.domain.BusyException;
import app.clockout.domain.EventId;
import app.clockout.domain.Industry;
import app.clockout.domain.Person;
import app.clockout.environment.Environment;
import app.clockout.json.JsonArray;
import app.clockout.json.JsonObject;
import app.clockout.signup.ComingEvents.Coming;
import app.clockout.signup.ConfirmAddress.Preview;
import app.clockout.table.Addresses;
import app.clockout.table.DailyCounters;
import app.clockout.table.EventList;
import app.clockout.table.Events;
import app.clockout.table.Events.View;
import app.clockout.table.Links;
import app.clockout.table.People;
import app.clockout.table.Seats;
import app.clockout.table.Secrets;
import app.clockout.table.Sessions;
import app.clockout.table.Table;
import app.clockout.table.Waitlist;
import app.clockout.web.Access;
import app.clockout.web.Answer;
import app.clockout.web.DetailsJson;
import app.clockout.web.EventCard;
import app.clockout.web.EventJson;
import app.clockout.web.Fields;
import app.clockout.web.Instants;
import app.clockout.web.Page;
import app.clockout.web.Problem;
import app.clockout.web.Question;
import app.clockout.web.Request;
import app.clockout.web.Routes;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sign-up over HTTP: the landing page and its form, the confirmation, the applicant's own place. */
public final class SignupHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final SignUp signUp;
    private final ConfirmAddress confirmAddress;
    private final WaitlistStatus waitlistStatus;
    private final Withdraw withdraw;
    private final ComingEvents comingEvents;
    private final Routes routes;

    public SignupHandler() {
        this(Environment.ofLambda());
        routes.primeSnapshot();
    }

    SignupHandler(Environment environment) {
        var table = new Table(environment);
        var clock = environment.clock();
        var addresses = new Addresses(table);
        var people = new People(table);
        var waitlist = new Waitlist(table);
        var counters = new DailyCounters(table);
        signUp = new SignUp(table, addresses, environment);
        confirmAddress =
                new ConfirmAddress(table, new Links(table), addresses, people, waitlist, counters, environment);
        waitlistStatus = new WaitlistStatus(people, waitlist, Secrets.links(table, environment));
        withdraw = new Withdraw(table, waitlistStatus, people, addresses, waitlist, counters, clock);
        comingEvents = new ComingEvents(new EventList(table), new Events(table), new Seats(table), clock);
        routes = new Routes(new Sessions(table, clock)::memberOf)
                .get("/", Access.ANYONE, this::landing)
                .post("/signup", Access.ANYONE, this::signUp)
                .form("POST /signup", "/", (request, stopped) -> invalid(request.fields()))
                .form("POST /signup/confirm", "/signup/confirm", (request, stopped) -> confirmPage(request.fields()))
                .get("/signup/confirm", Access.ANYONE, this::preview)
                .post("/signup/confirm", Access.ANYONE, this::confirm)
                .get("/waitlist/status", Access.ANYONE, this::status)
                .post("/waitlist/withdraw", Access.ANYONE, this::withdraw)
                .get("/industries", Access.ANYONE, request -> industries());
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, @Nullable Context context) {
        return routes.handle(event);
    }

    private Answer landing(Request request) {
        var member = request.member().orElse(null);
        var coming = coming(member);
        var json = new JsonObject().put("name", "Clockout");
        add(json.putArray("events"), coming.open());
        if (member != null) {
            json.putObject("member")
                    .put("memberId", member.id().value())
                    .put("name", member.details().name())
                    .put("admin", member.admin());
            add(json.putArray("myEvents"), coming.own());
        }
        boolean mailSent = request.query("check").isPresent();
        return Answer.view(json, () -> landing(member, coming, Fields.none(), mailSent));
    }

    /** The first page is there for a visitor, also while the table cannot say what is on. */
    private Coming coming(@Nullable Person member) {
        try {
            return comingEvents.seenBy(member == null ? null : member.id());
        } catch (BusyException e) {
            if (member != null) {
                throw e;
            }
            return new Coming(List.of(), List.of());
        }
    }

    /** As lists have events: without the street, for any reader. */
    private static void add(JsonArray list, List<View> views) {
        views.forEach(view -> list.add(EventJson.of(view.event(), view.seats(), view.club(), false)));
    }

    private Page landing(@Nullable Person member, Coming coming, Fields fields, boolean mailSent) {
        var title = member != null ? "Welcome" : "Meet people in person";
        var cards = new HashMap<EventId, EventCard>();
        Function<View, EventCard> card =
                view -> cards.computeIfAbsent(view.event().id(), id -> comingEvents.card(view));
        var open = coming.open().stream().map(card).toList();
        var own = coming.own().stream().map(card).toList();
        var zone = suggestedZone(fields, fields.typed("city"));
        return new Page(
                title, output -> JtelandingGenerated.render(output, null, fields, zone, mailSent, member, open, own));
    }

    /** The clock of the city, where none was typed; empty where that is not known. */
    private static String suggestedZone(Fields fields, String city) {
        return fields.has("timezone") ? "" : CityZones.suggestion(city);
    }

    private Answer signUp(Request request) {
        var fields = request.fields();
        return SignupForm.read(fields)
                .map(form -> switch (signUp.take(form.email(), form.details(), request.clientNetwork())) {
                    case SignUp.Outcome.Taken() ->
                        Answer.done(202, new JsonObject().put("status", "check-mail"), "/?check=mail");
                    case SignUp.Outcome.TooMany(var retryAfter) -> throw Problem.tooManyRequests(retryAfter);
                })
                .orElseGet(() -> Answer.invalid(fields));
    }

    /** The form with what was typed, also for who has signed in meanwhile: a member's first page has no such form. */
    private Page invalid(Fields fields) {
        return landing(null, coming(null), fields, false);
    }

    private Answer preview(Request request) {
        var token = request.queryToken();
        var preview = confirmAddress.preview(token).orElseThrow(Problem::invalidLink);
        return Answer.view(json(preview), () -> confirmPage(preview, token, Fields.none()));
    }

    private Page confirmPage(Fields fields) {
        var token = fields.typed("token");
        return confirmPage(confirmAddress.preview(token).orElseThrow(Problem::invalidLink), token, fields);
    }

    private static Page confirmPage(Preview preview, String token, Fields fields) {
        return switch (preview) {
            case Preview.ToConfirm typed -> {
                var zone = suggestedZone(fields, typed.details().city());
                yield new Page(
                        "Confirm your address",
                        output -> JteconfirmGenerated.render(output, null, typed, token, fields, zone));
            }
            case Preview.Confirmed() ->
                new Page("Address confirmed", output -> JteconfirmedGenerated.render(output, null, token));
        };
    }

    private static JsonObject json(Preview preview) {
        return switch (preview) {
            case Preview.ToConfirm(var email, var details) ->
                DetailsJson.add(new JsonObject().put("email", email.value()), details);
            case Preview.Confirmed() -> new JsonObject().put("status", "confirmed");
        };
    }

    private Answer confirm(Request request) {
        var fields = request.fields();
        var token = fields.token();
        var timezone = fields.optionalZone("timezone");
        if (!fields.areGood()) {
            if (token.isEmpty()) {
                return Answer.invalid(fields);
            }
            var preview = confirmAddress.preview(token).orElseThrow(Problem::invalidLink);
            return Answer.invalid(fields, () -> confirmPage(preview, token, fields));
        }
        return switch (confirmAddress.confirm(token, timezone.orElse(null))) {
            case ConfirmAddress.Outcome.Confirmed(var member) -> {
                var place = waitlistStatus.of(member).orElseThrow(Problem::invalidLink);
                var json = new JsonObject().put("status", place.standing().id());
                place.position().ifPresent(position -> json.put("position", position));
                yield Answer.done(200, json.put("statusToken", place.token()), statusPage(place.token()));
            }
            case ConfirmAddress.Outcome.BadLink() -> throw Problem.invalidLink();
        };
    }

    private Answer status(Request request) {
        var place = waitlistStatus.of(request.queryToken()).orElseThrow(Problem::invalidLink);
        var json = new JsonObject().put("status", place.standing().id());
        place.position().ifPresent(position -> json.put("position", position));
        json.put("appliedAt", Instants.rfc3339(place.appliedAt()));
        return Answer.view(
                json, () -> new Page("Your place", output -> JtestatusGenerated.render(output, null, place)));
    }

    private Answer withdraw(Request request) {
        // The token of a link whose button was pressed is a field like any other: a missing one is told as such.
        var fields = request.fields();
        var token = fields.token();
        if (!fields.areGood()) {
            return Answer.invalid(fields);
        }
        // An applicant who may not withdraw is told so by the act itself.
        var place = Question.isAsked(request) ? waitlistStatus.of(token).orElse(null) : null;
        return place != null && place.canWithdraw() ? question(token).of(request) : withdraw(token);
    }

    private static Question question(String token) {
        return new Question(
                "Withdraw your application",
                "",
                "Your place and everything you told us will be gone at once.",
                "Withdraw and erase",
                statusPage(token));
    }

    private Answer withdraw(String token) {
        return switch (withdraw.withdraw(token)) {
            case Withdraw.Outcome.Withdrawn() ->
                Answer.done(200, new JsonObject().put("status", "withdrawn"), statusPage(token));
            case Withdraw.Outcome.IsMember() ->
                throw Problem.conflict("You are a member by now, so there is no application to withdraw.");
            case Withdraw.Outcome.BadLink() -> throw Problem.invalidLink();
        };
    }

    private static Answer industries() {
        var json = new JsonObject();
        var items = json.putArray("items");
        for (var industry : Industry.values()) {
            items.addObject().put("id", industry.id()).put("name", industry.title());
        }
        return Answer.view(json, () -> new Page("Industries", output -> JteindustriesGenerated.render(output, null)));
    }

    private static String statusPage(String token) {
        return "/waitlist/status?token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
    }
}
