package app.clockout.account;

import app.clockout.domain.MailChoice;
import app.clockout.domain.Person;
import app.clockout.domain.UnsubscribeTokens;
import app.clockout.environment.Environment;
import app.clockout.json.JsonObject;
import app.clockout.table.Addresses;
import app.clockout.table.Links;
import app.clockout.table.People;
import app.clockout.table.Secrets;
import app.clockout.table.Sessions;
import app.clockout.table.Suppressions;
import app.clockout.table.Table;
import app.clockout.web.Access;
import app.clockout.web.Answer;
import app.clockout.web.Fields;
import app.clockout.web.Page;
import app.clockout.web.Problem;
import app.clockout.web.Request;
import app.clockout.web.Routes;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which mails a member gets and at which address, over HTTP: by a link from a mail, or signed in. */
public final class AccountHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    /** What a mail program says for its reader, word for word (RFC 8058, section 3.1). */
    private static final String ONE_CLICK_FIELD = "List-Unsubscribe";

    private static final String ONE_CLICK = "One-Click";

    private final People people;
    private final UnsubscribeTokens unsubscribe;
    private final ChooseMails chooseMails;
    private final AskToChangeAddress askToChangeAddress;
    private final ChangeAddress changeAddress;
    private final Routes routes;

    public AccountHandler() {
        this(Environment.ofLambda());
        routes.primeSnapshot();
    }

    AccountHandler(Environment environment) {
        var table = new Table(environment);
        people = new People(table);
        unsubscribe = new UnsubscribeTokens(Secrets.links(table, environment));
        var addresses = new Addresses(table);
        chooseMails = new ChooseMails(table, people);
        askToChangeAddress = new AskToChangeAddress(table, addresses, environment);
        changeAddress = new ChangeAddress(
                table, new Links(table), addresses, new Suppressions(table), people, environment.clock());
        routes = new Routes(new Sessions(table, environment.clock())::memberOf)
                .get("/u/{token}", Access.ANYONE, this::mailedChoices)
                .postFromMail("/u/{token}", this::chooseByMail)
                .get("/me/mail-preferences", Access.MEMBER, this::preferences)
                .put("/me/mail-preferences", Access.MEMBER, request -> true, this::savePreferences)
                .form(
                        "PUT /me/mail-preferences",
                        "/me/mail-preferences",
                        (request, stopped) -> preferencesPage(request.fields(), false))
                .get("/me/email", Access.MEMBER, this::address)
                .post("/me/email", Access.MEMBER, this::askToChange)
                .form(
                        "POST /me/email",
                        "/me/email",
                        (request, stopped) -> addressPage(request.signedIn(), request.fields(), false))
                .get("/me/email/confirm", Access.ANYONE, this::confirmButton)
                .post("/me/email/confirm", Access.ANYONE, this::confirm);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, @Nullable Context context) {
        return routes.handle(event);
    }

    /** Whom a mailed link stands for, and the kind of mail it came with. */
    private record Mailed(Person person, MailChoice choice, String token) {}

    private Mailed opened(Request request) {
        var token = request.pathToken("token");
        var claim = UnsubscribeTokens.claimed(token).orElseThrow(Problem::invalidLink);
        var person = people.person(claim.member())
                .filter(Person::isMember)
                .filter(member -> unsubscribe.holds(token, member.linkVersion()))
                .orElseThrow(Problem::invalidLink);
        return new Mailed(person, claim.choice(), token);
    }

    private Answer mailedChoices(Request request) {
        var mailed = opened(request);
        return view(mailed, mailed.person().unwanted(), request.query("saved").isPresent() ? "Saved." : "");
    }

    /** The three choices as they are now, with what was just done. */
    private static Answer view(Mailed mailed, Set<MailChoice> unwanted, String said) {
        var json = new JsonObject().put("kind", mailed.choice().id());
        return Answer.view(json.putAll(json(unwanted)), () -> page(mailed, filled(unwanted), unwanted, said));
    }

    private static Page page(Mailed mailed, Fields fields, Set<MailChoice> unwanted, String said) {
        return new Page(
                "Your mail",
                output -> JteunsubscribeGenerated.render(
                        output, null, mailed.token(), mailed.choice(), fields, unwanted, said));
    }

    private Answer chooseByMail(Request request) {
        var mailed = opened(request);
        var fields = request.fields();
        if (fields.typed(ONE_CLICK_FIELD).strip().equals(ONE_CLICK)) {
            return switch (chooseMails.stop(mailed.person().id(), mailed.choice())) {
                case ChooseMails.Outcome.Kept() -> {
                    var unwanted = EnumSet.of(mailed.choice());
                    unwanted.addAll(mailed.person().unwanted());
                    yield view(mailed, unwanted, "You get no more of these mails.");
                }
                case ChooseMails.Outcome.NotAMember() -> throw Problem.invalidLink();
            };
        }
        if (!fields.typed("choices").equals("1")) {
            fields.reject(ONE_CLICK_FIELD, "This must be One-Click, or choices must be 1 and tell what to go on with.");
        }
        var unwanted = unwanted(fields);
        if (!fields.areGood()) {
            return Answer.invalid(
                    fields, () -> page(mailed, fields, mailed.person().unwanted(), ""));
        }
        return switch (chooseMails.without(mailed.person().id(), unwanted)) {
            case ChooseMails.Outcome.Kept() -> Answer.done(200, json(unwanted), "/u/" + mailed.token() + "?saved=1");
            case ChooseMails.Outcome.NotAMember() -> throw Problem.invalidLink();
        };
    }

    private Answer preferences(Request request) {
        var unwanted = request.signedIn().unwanted();
        boolean saved = request.query("saved").isPresent();
        return Answer.view(json(unwanted), () -> preferencesPage(filled(unwanted), saved));
    }

    private static Page preferencesPage(Fields fields, boolean saved) {
        return new Page("Your mail", output -> JtepreferencesGenerated.render(output, null, fields, saved));
    }

    private Answer savePreferences(Request request) {
        var fields = request.fields();
        if (!request.isForm()) {
            // In a form a box that is not ticked is not there; in JSON what is not there was forgotten.
            for (var choice : MailChoice.values()) {
                if (!fields.has(choice.id())) {
                    fields.reject(choice.id(), "This must be true or false.");
                }
            }
        }
        var unwanted = unwanted(fields);
        if (!fields.areGood()) {
            return Answer.invalid(fields);
        }
        return switch (chooseMails.without(request.signedIn().id(), unwanted)) {
            case ChooseMails.Outcome.Kept() -> Answer.done(200, json(unwanted), "/me/mail-preferences?saved=1");
            case ChooseMails.Outcome.NotAMember() -> throw Problem.conflict("You're no longer a member.");
        };
    }

    private static Set<MailChoice> unwanted(Fields fields) {
        return Arrays.stream(MailChoice.values())
                .filter(choice -> !fields.ticked(choice.id()))
                .collect(Collectors.toSet());
    }

    private static JsonObject json(Set<MailChoice> unwanted) {
        var json = new JsonObject();
        for (var choice : MailChoice.values()) {
            json.put(choice.id(), !unwanted.contains(choice));
        }
        return json;
    }

    /** The form as it stands: a box is ticked for each kind of mail that is wanted. */
    private static Fields filled(Set<MailChoice> unwanted) {
        return Fields.filled(Arrays.stream(MailChoice.values())
                .filter(choice -> !unwanted.contains(choice))
                .collect(Collectors.toMap(MailChoice::id, _ -> "on")));
    }

    private Answer address(Request request) {
        var member = request.signedIn();
        boolean asked = request.query("check").isPresent();
        return Answer.view(
                new JsonObject().put("email", member.email().value()), () -> addressPage(member, Fields.none(), asked));
    }

    private static Page addressPage(Person member, Fields fields, boolean asked) {
        return new Page("Your address", output -> JteaddressGenerated.render(output, null, member, fields, asked));
    }

    private Answer askToChange(Request request) {
        var fields = request.fields();
        var email = fields.email("email");
        if (email.isEmpty() || !fields.areGood()) {
            return Answer.invalid(fields);
        }
        return switch (askToChangeAddress.ask(request.signedIn(), email.get())) {
            case AskToChangeAddress.Outcome.Taken() ->
                Answer.done(202, new JsonObject().put("status", "check-mail"), "/me/email?check=mail");
            case AskToChangeAddress.Outcome.IsFounder() ->
                throw Problem.conflict("The founder's address is set where the network is set up, and changes there.");
            case AskToChangeAddress.Outcome.TooMany(var retryAfter) ->
                throw Problem.tooMany("Too many address changes this hour. Please try again later.", retryAfter);
        };
    }

    private Answer confirmButton(Request request) {
        var token = request.queryToken();
        var preview = changeAddress.preview(token).orElseThrow(Problem::invalidLink);
        return Answer.view(
                new JsonObject()
                        .put("confirm", "/me/email/confirm")
                        .put("email", preview.email().value()),
                () -> new Page(
                        "Your address", output -> JteconfirmAddressGenerated.render(output, null, preview, token)));
    }

    private Answer confirm(Request request) {
        var fields = request.fields();
        var token = fields.token();
        if (!fields.areGood()) {
            return Answer.invalid(fields);
        }
        return switch (changeAddress.change(token)) {
            case ChangeAddress.Outcome.Changed(var email) ->
                Answer.done(200, new JsonObject().put("email", email.value()), "/me/email/confirm?token=" + token);
            case ChangeAddress.Outcome.BadLink() -> throw Problem.invalidLink();
        };
    }
}
