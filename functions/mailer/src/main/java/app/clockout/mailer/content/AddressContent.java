package app.clockout.mailer.content;

import static app.clockout.mailer.content.MailFormats.name;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Person;
import app.clockout.mailer.content.Letter.Line;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The mails of an account that is to move to another address, word for word. */
public final class AddressContent {
    private final String baseUrl;

    public AddressContent(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** Says nothing of whose account it is: its reader need not be the one who typed the address. */
    public Letter confirm(String token) {
        return new Letter(
                "Confirm your address for Clockout",
                "One step, and your account uses this address.",
                List.of(
                        new Line.Heading("Is this your address?"),
                        new Line.Paragraph(
                                "A member of Clockout, hopefully you, wants to sign in and get mail with this"
                                        + " address. Confirm it, and from then on it is the one of your account."),
                        new Line.Button(
                                "Use this address",
                                baseUrl + "/me/email/confirm?token="
                                        + URLEncoder.encode(token, StandardCharsets.UTF_8)),
                        new Line.Small("The link works once, for 48 hours. If this was not you, there is nothing to do:"
                                + " without the link nothing changes.")));
    }

    public Letter asked(Person person, EmailAddress to) {
        return new Letter(
                "Your address at Clockout is about to change",
                "Somebody asked to move your account to another address.",
                List.of(
                        new Line.Heading("About to change"),
                        new Line.Paragraph("Dear " + name(person) + ", somebody who is signed in as you asked to move"
                                + " your account to this address:"),
                        new Line.Quote(to.value()),
                        new Line.Paragraph("It moves once a link that was mailed there is used. Until then you sign in"
                                + " with the address that you read this at."),
                        new Line.Small(
                                "This was you? Then there is nothing to do here. If it was not, sign in while you"
                                        + " can, see what else was done in your name, and tell somebody who runs your club."),
                        new Line.Link("Sign in", baseUrl + "/signin")));
    }
}
