package app.clockout.signup;

import app.clockout.domain.Details;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Industry;
import app.clockout.web.Fields;
import java.util.Optional;

/** What the sign-up form asks for, and how much of it. */
record SignupForm(EmailAddress email, Details details) {
    static final int LINE = 80;
    static final int HEADLINE = 140;
    static final int WISHES = 5;
    static final int WISH = 140;

    /** Reads the form; empty where a field is wrong, which the fields then tell. */
    static Optional<SignupForm> read(Fields fields) {
        var email = fields.email("email");
        var industry = Industry.of(fields.line("industry", LINE));
        if (industry.isEmpty()) {
            fields.reject("industry", "Please choose one from the list.");
        }
        var details = new Details(
                fields.line("name", LINE),
                industry.orElse(Industry.OTHER),
                fields.line("role", LINE),
                fields.line("city", LINE),
                fields.optionalZone("timezone").orElse(null),
                fields.optionalLine("headline", HEADLINE).orElse(""),
                fields.lines("asks", WISHES, WISH),
                fields.lines("offers", WISHES, WISH));
        if (!fields.ticked("consent")) {
            fields.reject("consent", "Without this we may not keep your application.");
        }
        return fields.areGood() ? email.map(address -> new SignupForm(address, details)) : Optional.empty();
    }
}
