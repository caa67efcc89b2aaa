package app.clockout.session;

import app.clockout.domain.Person;
import app.clockout.environment.Environment;
import app.clockout.json.JsonObject;
import app.clockout.table.Addresses;
import app.clockout.table.AuditLog;
import app.clockout.table.Links;
import app.clockout.table.People;
import app.clockout.table.Sessions;
import app.clockout.table.Table;
import app.clockout.web.Access;
import app.clockout.web.Answer;
import app.clockout.web.DetailsJson;
import app.clockout.web.Fields;
import app.clockout.web.Instants;
import app.clockout.web.KeptForm;
import app.clockout.web.Page;
import app.clockout.web.Pages;
import app.clockout.web.Paths;
import app.clockout.web.Problem;
import app.clockout.web.Request;
import app.clockout.web.Routes;
import app.clockout.web.SessionCookie;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import org.jspecify.annotations.Nullable;

/** Sign-in and sign-out over HTTP. */
public final class SessionHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final AskToSignIn askToSignIn;
    private final SignIn signIn;
    private final Sessions sessions;
    private final Routes routes;

    public SessionHandler() {
        this(Environment.ofLambda());
        routes.primeSnapshot();
    }

    SessionHandler(Environment environment) {
        var table = new Table(environment);
        sessions = new Sessions(table, environment.clock());
        var addresses = new Addresses(table);
        askToSignIn = new AskToSignIn(table, addresses, environment);
        signIn = new SignIn(
                table,
                new Links(table),
                new People(table),
                sessions,
                addresses,
                new AuditLog(environment.random()),
                environment);
        routes = new Routes(sessions::memberOf)
                .get("/signin", Access.ANYONE, SessionHandler::form)
                .post("/signin", Access.ANYONE, this::ask)
                .get("/signin/confirm", Access.ANYONE, this::button)
                .form("POST /signin", "/signin", (request, stopped) -> askAgain(request.fields()))
                .post("/signin/confirm", Access.ANYONE, this::signIn)
                .post("/signout", Access.MEMBER, this::signOut);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, @Nullable Context context) {
        return routes.handle(event);
    }

    private static Answer form(Request request) {
        boolean mailSent = request.query("check").isPresent();
        var next = request.query("next").filter(Paths::isHere).orElse("");
        return Answer.view(new JsonObject().put("signIn", "/signin"), () -> page(Fields.none(), mailSent, next, null));
    }

    /** @param kept a form that was sent without a session, which goes along until it can go through */
    private static Page page(Fields fields, boolean mailSent, String next, @Nullable KeptForm kept) {
        var form = Pages.signInForm(fields, next, kept);
        return new Page("Sign in", output -> JtesigninGenerated.render(output, null, form, mailSent));
    }

    private Answer ask(Request request) {
        var fields = request.fields();
        var email = fields.email("email");
        var next = fields.optionalLine("next", Paths.LONGEST).orElse("/");
        var kept = KeptForm.carriedBy(fields).orElse(null);
        if (!Paths.isHere(next)) {
            fields.reject("next", "This must be a path on this site.");
        }
        if (email.isEmpty() || !fields.areGood()) {
            return Answer.invalid(fields);
        }
        var taken = new JsonObject().put("status", "check-mail");
        return switch (askToSignIn.ask(email.get(), next, request.clientNetwork())) {
            case AskToSignIn.Outcome.Taken() ->
                kept == null
                        ? Answer.done(202, taken, "/signin?check=mail")
                        : Answer.doneWith(202, taken, () -> page(Fields.none(), true, next, kept));
            case AskToSignIn.Outcome.TooMany(var retryAfter) -> throw Problem.tooManyRequests(retryAfter);
        };
    }

    private static Page askAgain(Fields fields) {
        var next = fields.typed("next");
        return page(
                fields,
                false,
                Paths.isHere(next) ? next : "",
                KeptForm.carriedBy(fields).orElse(null));
    }

    private Answer button(Request request) {
        var token = request.queryToken();
        if (!signIn.works(token)) {
            throw Problem.invalidLink();
        }
        return Answer.view(
                new JsonObject().put("confirm", "/signin/confirm"),
                () -> new Page("Sign in", output -> JteconfirmGenerated.render(output, null, token)));
    }

    private Answer signIn(Request request) {
        var fields = request.fields();
        var token = fields.token();
        if (!fields.areGood()) {
            return Answer.invalid(fields);
        }
        return switch (signIn.signIn(token)) {
            case SignIn.Outcome.SignedIn(var member, var session, var endsAt, var next) -> {
                var json = new JsonObject().put("sessionToken", session).put("expiresAt", Instants.rfc3339(endsAt));
                json.put("member", json(member));
                yield Answer.done(200, json, next).cookie(SessionCookie.keep(request, session, Sessions.LIFE));
            }
            case SignIn.Outcome.BadLink() -> throw Problem.invalidLink();
        };
    }

    private Answer signOut(Request request) {
        request.sessionToken().ifPresent(sessions::end);
        return Answer.done("/").cookie(SessionCookie.drop(request));
    }

    private static JsonObject json(Person member) {
        var json = new JsonObject()
                .put("memberId", member.id().value())
                .put("email", member.email().value());
        return DetailsJson.add(json, member.details()).put("admin", member.admin());
    }
}
