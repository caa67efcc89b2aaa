package app.clockout.admin;

import app.clockout.domain.MemberId;
import app.clockout.domain.Standing;
import app.clockout.environment.Environment;
import app.clockout.json.JsonObject;
import app.clockout.table.AuditLog;
import app.clockout.table.DailyCounters;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.People;
import app.clockout.table.Secrets;
import app.clockout.table.Sessions;
import app.clockout.table.Suppressions;
import app.clockout.table.Table;
import app.clockout.table.Waitlist;
import app.clockout.web.Access;
import app.clockout.web.Answer;
import app.clockout.web.Cursors;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Figures, the audit, who is an admin, who is suspended and which addresses get no mail, over HTTP. */
public final class AdminHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    static final int REASON = 1000;
    private static final Set<String> DONE = Set.of("suspended", "restored", "put-back", "granted", "revoked");

    private final StatsReport stats;
    private final AuditStore auditEntries;
    private final Admins admins;
    private final SuspendMember suspendMember;
    private final RestoreMember restoreMember;
    private final Suppressions suppressions;
    private final LiftSuppression liftSuppression;
    private final Cursors cursors;
    private final Routes routes;

    public AdminHandler() {
        this(Environment.ofLambda());
        routes.primeSnapshot();
    }

    AdminHandler(Environment environment) {
        var table = new Table(environment);
        var clock = environment.clock();
        var people = new People(table);
        var counters = new DailyCounters(table);
        var audit = new AuditLog(environment.random());
        auditEntries = new AuditStore(table);
        suppressions = new Suppressions(table);
        stats = new StatsReport(counters, clock);
        admins = new Admins(table, people, audit, clock);
        suspendMember = new SuspendMember(table, people, audit, clock);
        restoreMember = new RestoreMember(table, people, new Waitlist(table), counters, audit, clock);
        liftSuppression = new LiftSuppression(suppressions, audit, clock);
        cursors = new Cursors(Secrets.links(table, environment));
        routes = new Routes(new Sessions(table, clock)::memberOf)
                .get("/admin/stats", Access.ADMIN, request -> figures())
                .get("/admin/audit", Access.ADMIN, this::log)
                .put("/admin/admins/{memberId}", Access.ADMIN, this::isPerson, this::grant)
                .delete("/admin/admins/{memberId}", Access.ADMIN, this::isPerson, this::revoke)
                .post("/admin/members/{memberId}/suspend", Access.ADMIN, this::isPerson, this::suspend)
                .form(
                        "POST /admin/members/{memberId}/suspend",
                        "/admin/waitlist",
                        (request, stopped) -> suspendPage(request))
                .post("/admin/members/{memberId}/restore", Access.ADMIN, this::isPerson, this::restore)
                .get("/admin/suppressions", Access.ADMIN, this::suppressions)
                .post("/admin/suppressions/lift", Access.ADMIN, this::lift)
                .form(
                        "POST /admin/suppressions/lift",
                        "/admin/suppressions",
                        (request, stopped) -> suppressionsPage(List.of(), null, request.fields(), false));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, @Nullable Context context) {
        return routes.handle(event);
    }

    private Answer figures() {
        var report = stats.report();
        return Answer.view(
                json(report), () -> new Page("Figures", output -> JtestatsGenerated.render(output, null, report)));
    }

    private static JsonObject json(StatsReport.Report report) {
        var json = new JsonObject();
        json.putObject("funnel")
                .put("signedUp", report.total(Count.SIGNED_UP))
                .put("confirmed", report.total(Count.CONFIRMED))
                .put("waiting", report.total(Count.WAITING))
                .put("approved", report.total(Count.APPROVED))
                .put("declined", report.total(Count.DECLINED))
                .put("withdrawn", report.total(Count.WITHDRAWN));
        json.put("clubs", report.total(Count.CLUBS))
                .put("events", report.total(Count.EVENTS))
                .put("rsvps", report.total(Count.RSVPS))
                .put("checkins", report.total(Count.CHECKINS))
                .put("connections", 0);
        json.putObject("mails")
                .put("sent", report.total(Count.MAILS_SENT))
                .put("suppressed", report.total(Count.MAILS_SUPPRESSED))
                .put("bounced", report.total(Count.MAILS_BOUNCED))
                .put("complained", report.total(Count.MAILS_COMPLAINED));
        var days = json.putArray("days");
        for (var day : report.days()) {
            days.addObject()
                    .put("date", day.date().toString())
                    .put("signedUp", day.signedUp())
                    .put("approved", day.approved())
                    .put("rsvps", day.rsvps());
        }
        return json;
    }

    private Answer log(Request request) {
        var query = request.queryFields();
        int limit = request.limit(query);
        if (!query.areGood()) {
            return Answer.invalid(query);
        }
        var reading = cursors.of(request, "audit", "");
        // One more than is shown tells whether there is a next page.
        var entries = auditEntries.last(reading.position(), limit + 1);
        var shown = entries.subList(0, Math.min(limit, entries.size()));
        var next = entries.size() > limit ? reading.after(shown.getLast().position()) : null;
        var json = new JsonObject();
        var items = json.putArray("items");
        for (var entry : shown) {
            var item = items.addObject()
                    .put("at", Instants.rfc3339(entry.at()))
                    .put("actor", entry.actor().value())
                    .put("action", entry.action())
                    .put("subject", entry.subject());
            if (entry.note() != null) {
                item.put("note", entry.note());
            }
        }
        return Answer.view(next == null ? json : json.put("nextCursor", next), () -> auditPage(shown, next, query));
    }

    /** The page names people where JSON has their ids; that costs it one request more. */
    private Page auditPage(List<AuditStore.Entry> entries, @Nullable String next, Fields query) {
        var ids = new LinkedHashSet<MemberId>();
        entries.forEach(entry -> {
            ids.add(entry.actor());
            ids.add(new MemberId(entry.subject()));
        });
        var names = admins.names(ids);
        // Only of whom an entry on the page is about, which the one just written is.
        var about = names.containsKey(query.typed("about")) ? query.typed("about") : "";
        var done = about.isEmpty() || !DONE.contains(query.typed("done")) ? "" : query.typed("done");
        return new Page("Audit", output -> JteauditGenerated.render(output, null, entries, names, next, done, about));
    }

    private boolean isPerson(Request request) {
        return admins.find(member(request)).isPresent();
    }

    private Answer grant(Request request) {
        if (Question.isAsked(request)) {
            return question(
                    request,
                    "Give the admin's role to",
                    "They then decide about everybody who waits, and can make others admins.",
                    "Make admin");
        }
        return answer(request, "granted", admins.grant(request.signedIn().id(), member(request)));
    }

    private Answer revoke(Request request) {
        if (Question.isAsked(request)) {
            boolean own = request.signedIn().id().equals(member(request));
            return question(
                    request,
                    "Take the admin's role from",
                    own
                            ? "That is you: only another admin can give it back to you."
                            : "They see nothing of all this any more. The role can be given again.",
                    "Take admin role");
        }
        return answer(request, "revoked", admins.revoke(request.signedIn().id(), member(request)));
    }

    private Answer question(Request request, String verb, String text, String button) {
        var person = admins.find(member(request)).orElseThrow(Problem::notFound);
        var back = "/admin/waitlist?email=" + URLEncoder.encode(person.email().value(), StandardCharsets.UTF_8);
        return new Question(verb, person.details().name(), text, button, back).of(request);
    }

    /** The audit, which then says what was done and how to take it back. */
    private static String audit(Request request, String done) {
        return "/admin/audit?done=" + done + "&about="
                + URLEncoder.encode(member(request).value(), StandardCharsets.UTF_8);
    }

    private static Answer answer(Request request, String done, Admins.Outcome outcome) {
        return switch (outcome) {
            case Admins.Outcome.Done() -> Answer.done(audit(request, done));
            case Admins.Outcome.NoSuchMember() -> throw Problem.notFound();
            case Admins.Outcome.NotAMember() -> throw Problem.conflict("Only a member can be an admin.");
            case Admins.Outcome.IsFounder() -> throw Problem.conflict("The founder stays an admin.");
        };
    }

    private Answer suspend(Request request) {
        var fields = request.fields();
        var reason = fields.optionalText("reason", REASON).orElse("");
        if (reason.isEmpty()) {
            fields.reject("reason", "Please say why; the audit keeps it.");
        }
        if (!fields.areGood()) {
            if (!isPerson(request)) {
                throw Problem.notFound();
            }
            return Answer.invalid(fields);
        }
        if (Question.isAsked(request)) {
            return question(
                    request,
                    "Suspend",
                    "They are signed out at once, their links end, and their seats at coming events pass on. Restoring them"
                            + " later brings none of that back.",
                    "Suspend");
        }
        return switch (suspendMember.suspend(request.signedIn().id(), member(request), reason)) {
            case SuspendMember.Outcome.Suspended() -> standing(request, Standing.SUSPENDED);
            case SuspendMember.Outcome.NoSuchMember() -> throw Problem.notFound();
            case SuspendMember.Outcome.NotAMember() -> throw Problem.conflict("Only a member can be suspended.");
            case SuspendMember.Outcome.IsFounder() -> throw Problem.conflict("The founder cannot be suspended.");
        };
    }

    private Page suspendPage(Request request) {
        var person = admins.find(member(request)).orElseThrow(Problem::notFound);
        return new Page(
                "Suspend a member", output -> JtesuspendGenerated.render(output, null, person, request.fields()));
    }

    private Answer restore(Request request) {
        var fields = request.fields();
        var reason = fields.optionalText("reason", REASON).orElse(null);
        if (!fields.areGood()) {
            if (!isPerson(request)) {
                throw Problem.notFound();
            }
            return Answer.invalid(fields);
        }
        return switch (restoreMember.restore(request.signedIn().id(), member(request), reason)) {
            case RestoreMember.Outcome.Restored(var to) -> standing(request, to);
            case RestoreMember.Outcome.NoSuchMember() -> throw Problem.notFound();
        };
    }

    private Answer suppressions(Request request) {
        var query = request.queryFields();
        int limit = request.limit(query);
        if (!query.areGood()) {
            return Answer.invalid(query);
        }
        var reading = cursors.of(request, "suppressions", "");
        var found = suppressions.suppressed(reading.position(), limit + 1);
        var shown = found.subList(0, Math.min(limit, found.size()));
        var next = found.size() > limit ? reading.after(shown.getLast().position()) : null;
        var json = new JsonObject();
        var items = json.putArray("items");
        for (var suppressed : shown) {
            items.addObject()
                    .put("email", suppressed.email().value())
                    .put("reason", suppressed.reason().id())
                    .put("since", Instants.rfc3339(suppressed.since()));
        }
        return Answer.view(
                next == null ? json : json.put("nextCursor", next),
                () -> suppressionsPage(
                        shown, next, Fields.none(), request.query("lifted").isPresent()));
    }

    private static Page suppressionsPage(
            List<Suppressions.Suppressed> suppressed, @Nullable String next, Fields fields, boolean lifted) {
        return new Page(
                "Suppressed addresses",
                output -> JtesuppressionsGenerated.render(output, null, suppressed, next, fields, lifted));
    }

    private Answer lift(Request request) {
        var fields = request.fields();
        var email = fields.email("email");
        if (email.isEmpty() || !fields.areGood()) {
            return Answer.invalid(fields);
        }
        if (Question.isAsked(request)) {
            return new Question(
                            "Lift",
                            email.get().value(),
                            "It gets mail again. Why it had none is forgotten, and mail that comes back once more harms the"
                                    + " delivery of everybody's.",
                            "Lift",
                            "/admin/suppressions")
                    .of(request);
        }
        liftSuppression.lift(request.signedIn().id(), email.get());
        return Answer.done("/admin/suppressions?lifted=1");
    }

    private static Answer standing(Request request, Standing standing) {
        var json = new JsonObject().put("memberId", member(request).value()).put("status", standing.id());
        var done =
                standing == Standing.SUSPENDED ? "suspended" : standing == Standing.APPROVED ? "restored" : "put-back";
        return Answer.done(200, json, audit(request, done));
    }

    private static MemberId member(Request request) {
        var id = request.path("memberId");
        if (id.isBlank()) {
            throw Problem.notFound();
        }
        return new MemberId(id);
    }
}
