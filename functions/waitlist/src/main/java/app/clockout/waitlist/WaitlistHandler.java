package app.clockout.waitlist;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Ids;
import app.clockout.domain.Person;
import app.clockout.domain.Place;
import app.clockout.domain.Standing;
import app.clockout.environment.Environment;
import app.clockout.json.JsonObject;
import app.clockout.table.Addresses;
import app.clockout.table.AuditLog;
import app.clockout.table.People;
import app.clockout.table.Secrets;
import app.clockout.table.Sessions;
import app.clockout.table.Table;
import app.clockout.table.Waitlist;
import app.clockout.web.Access;
import app.clockout.web.Answer;
import app.clockout.web.Cursors;
import app.clockout.web.DetailsJson;
import app.clockout.web.Fields;
import app.clockout.web.Instants;
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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Admission over HTTP, for admins: who waits, decisions, and how far each is. */
public final class WaitlistHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final int FIRST_PAGE = 50;

    private final ListWaiting listWaiting;
    private final SubmitDecision submitDecision;
    private final DecisionStore decisions;
    private final Cursors cursors;
    private final RandomGenerator random;
    private final Routes routes;

    public WaitlistHandler() {
        this(Environment.ofLambda());
        routes.primeSnapshot();
    }

    WaitlistHandler(Environment environment) {
        var table = new Table(environment);
        var store = new WaitlistStore(table);
        var audit = new AuditLog(environment.random());
        decisions = new DecisionStore(table);
        listWaiting = new ListWaiting(store, new Waitlist(table), new People(table), new Addresses(table));
        submitDecision = new SubmitDecision(table, decisions, store, audit, environment);
        cursors = new Cursors(Secrets.links(table, environment));
        random = environment.random();
        routes = new Routes(new Sessions(table, environment.clock())::memberOf)
                .get("/admin/waitlist", Access.ADMIN, this::list)
                .post("/admin/waitlist/decisions", Access.ADMIN, this::decide)
                .form(
                        "POST /admin/waitlist/decisions",
                        "/admin/waitlist",
                        (request, stopped) -> decideAgain(request.fields()))
                .get("/admin/waitlist/decisions/{decisionId}", Access.ADMIN, this::isDecision, this::progress);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, @Nullable Context context) {
        return routes.handle(event);
    }

    private Answer list(Request request) {
        var query = request.queryFields();
        var filter = WaitlistFilters.read(query);
        int limit = request.limit(query);
        var email = query.optionalAddress("email");
        if (!query.areGood()) {
            return Answer.invalid(query, () -> page(query, Fields.none(), ListWaiting.Listing.EMPTY, null));
        }
        var reading = cursors.of(request, "waitlist", filter + email.orElse(""));
        var position = reading.position();
        var waiting = email.isPresent()
                ? EmailAddress.parse(email.get())
                        .map(address -> listWaiting.withAddress(address, filter))
                        .orElse(ListWaiting.Listing.EMPTY)
                : listWaiting.list(filter, position == null ? null : new Place(Long.parseLong(position)), limit);
        var next = waiting.next()
                .map(place -> reading.after(Long.toString(place.number())))
                .orElse(null);
        return Answer.view(json(waiting, next), () -> page(query, Fields.none(), waiting, next));
    }

    private Page page(Fields query, Fields decision, ListWaiting.Listing waiting, @Nullable String next) {
        // The form that was sent keeps its key, so that sending it again after an answer that got lost decides nothing
        // twice.
        var sent = decision.keyOr(random);
        var other = Ids.id(random);
        boolean first = decision.has("first");
        var keyOfFirst = first ? sent : other;
        var keyOfChosen = first ? other : sent;
        return new Page(
                "Who is waiting",
                output -> JtewaitlistGenerated.render(
                        output, null, query, decision, waiting, next, keyOfFirst, keyOfChosen));
    }

    private static JsonObject json(ListWaiting.Listing waiting, @Nullable String next) {
        var json = new JsonObject();
        var items = json.putArray("items");
        for (var entry : waiting.entries()) {
            Person person = entry.person();
            var details = person.details();
            var item = items.addObject()
                    .put("memberId", person.id().value())
                    .put("name", details.name())
                    .put("email", person.email().value())
                    .put("industry", details.industry().id())
                    .put("role", details.role())
                    .put("city", details.city());
            DetailsJson.putUnlessEmpty(item, "headline", details.headline())
                    .put("appliedAt", Instants.rfc3339(person.appliedAt()))
                    .put("position", entry.position())
                    .put("vouches", 0);
        }
        return next == null ? json : json.put("nextCursor", next);
    }

    private Answer decide(Request request) {
        var fields = request.fields();
        var repeatable = request.repeatable(fields);
        var form = DecisionForm.read(fields);
        if (form.isEmpty()) {
            return Answer.invalid(fields);
        }
        var said = form.get();
        if (Question.isAsked(request)) {
            int people = submitDecision.members(said.about()).size();
            if (people > 0) {
                // Not those as well who come while the admin reads the question.
                return question(said, people, fields).of(request, Map.of("first", Integer.toString(people)));
            }
            fields.reject(fields.has("first") ? "first" : "memberIds", "Nobody is waiting here.");
            return Answer.invalid(fields);
        }
        return switch (submitDecision.decide(
                request.signedIn().id(), said.outcome(), said.about(), said.note(), repeatable.orElse(null))) {
            case SubmitDecision.Outcome.Accepted(var decisionId, int people) -> {
                var progress = "/admin/waitlist/decisions/" + decisionId;
                var json = new JsonObject().put("decisionId", decisionId).put("accepted", people);
                yield Answer.done(202, json, progress).header("Location", progress);
            }
            case SubmitDecision.Outcome.KeyTaken(var before) -> {
                fields.keyTaken(
                        "You decided with this form already. Send it again to decide once more.",
                        new MadeBefore("/admin/waitlist/decisions/" + before, null));
                yield Answer.invalid(fields);
            }
        };
    }

    private static Question question(DecisionForm said, int people, Fields fields) {
        var verb = "%s %,d %s"
                .formatted(
                        said.outcome() == Standing.APPROVED ? "Approve" : "Decline",
                        people,
                        people == 1 ? "person" : "people");
        var follows = said.outcome() == Standing.APPROVED
                ? " A link in it signs them in. That cannot be taken back; a member can be suspended."
                : " They can apply again in 90 days. One by one, they can be put back in their old place.";
        return new Question(
                verb,
                "",
                whose(said.about(), fields) + (people == 1 ? "They get a mail." : "Each gets a mail.") + follows,
                verb,
                "/admin/waitlist" + filter(fields));
    }

    /** By what the first are picked, since a filter that was typed but not applied is none; empty for those who were chosen. */
    private static String whose(SubmitDecision.About about, Fields fields) {
        return switch (about) {
            case SubmitDecision.About.These _ -> "";
            case SubmitDecision.About.First(int _, var filter) ->
                "First in line: of %s, in %s. "
                        .formatted(
                                filter.industry() == null
                                        ? "any industry"
                                        : filter.industry().title(),
                                filter.city() == null
                                        ? "any city"
                                        : fields.typed("city").strip());
        };
    }

    /** The list as it was filtered. */
    private static String filter(Fields fields) {
        var query = new StringBuilder();
        for (var field : List.of("industry", "city")) {
            if (fields.has(field)) {
                query.append(query.isEmpty() ? "?" : "&")
                        .append(field)
                        .append('=')
                        .append(URLEncoder.encode(fields.typed(field), StandardCharsets.UTF_8));
            }
        }
        return query.toString();
    }

    /** The filter stays, so that the next try is about the same people. */
    private Page decideAgain(Fields fields) {
        return page(fields, fields, listWaiting.list(WaitlistFilters.read(fields), null, FIRST_PAGE), null);
    }

    private boolean isDecision(Request request) {
        return decisions.progress(request.path("decisionId")).isPresent();
    }

    private Answer progress(Request request) {
        var progress = decisions.progress(request.path("decisionId")).orElseThrow(Problem::notFound);
        var json = new JsonObject()
                .put("decisionId", progress.decision().id())
                .put("accepted", progress.decision().accepted())
                .put("done", progress.done())
                .put("skipped", progress.skipped())
                .put("failed", progress.failed());
        boolean under = progress.done() + progress.skipped() + progress.failed()
                < progress.decision().accepted();
        var answer = Answer.view(
                json, () -> new Page("Decision", output -> JtedecisionGenerated.render(output, null, progress)));
        // Without a script, the page looks again by itself until all is done.
        return under ? answer.header("Refresh", "2") : answer;
    }
}
