package app.clockout.mailer.content;

import static app.clockout.mailer.content.MailFormats.day;
import static app.clockout.mailer.content.MailFormats.isolated;
import static app.clockout.mailer.content.MailFormats.name;

import app.clockout.domain.Club;
import app.clockout.domain.Event;
import app.clockout.domain.Person;
import app.clockout.mailer.content.Letter.Line;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The mails of applying, waiting, being decided about and signing in, word for word. */
public final class AdmissionContent {
    /** Where a new member can begin; both empty where there is nothing yet. */
    public record Suggestions(List<Club> clubs, List<Event> events) {}

    private final String baseUrl;

    public AdmissionContent(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** Says nothing of what was typed: its reader need not be the one who typed it. */
    public Letter confirmAddress(String token) {
        return new Letter(
                "Confirm your address for Clockout",
                "Look over your application and confirm it, and you are in line.",
                List.of(
                        new Line.Heading("Is this your address?"),
                        new Line.Paragraph("Somebody, hopefully you, applied to Clockout with this address. Look over"
                                + " what was entered and confirm it, and you are in line."),
                        new Line.Button("See my application", link("/signup/confirm", token)),
                        new Line.Small("The link works for 48 hours. If this was not you, there is nothing to do:"
                                + " what nobody confirms is deleted.")));
    }

    public Letter onTheWaitlist(Person person, long position, String statusToken) {
        return new Letter(
                "You are on the Clockout waitlist, number " + position,
                "Your place, and a link that always shows it.",
                List.of(
                        new Line.Heading("You are in line, " + name(person) + "."),
                        new Line.Paragraph("Your place is %d. You applied on %s."
                                .formatted(position, day(person, person.appliedAt()))),
                        new Line.Paragraph("Everybody waits in the same line. We write to you when it is decided;"
                                + " until then this link always shows where you stand."),
                        new Line.Button("See my place", link("/waitlist/status", statusToken)),
                        new Line.Small("On the same page you can withdraw, and everything you told us is erased.")));
    }

    /** @param found what the reader can begin with */
    public Letter approved(Person person, String token, Suggestions found) {
        var lines = new ArrayList<Line>(List.of(
                new Line.Heading("You are in, " + name(person) + "."),
                new Line.Paragraph("Your wait is over: you are a member of Clockout now. Join the clubs of your"
                        + " industry, come to their events, and meet the people there."),
                new Line.Button("Sign in for the first time", link("/signin/confirm", token)),
                new Line.Small("The link works once, for 14 days. Later, sign in at " + baseUrl
                        + "/signin with this address; there is no password.")));
        if (!found.clubs().isEmpty()) {
            lines.add(new Line.Paragraph("Clubs to begin with:"));
            for (var club : found.clubs()) {
                lines.add(new Line.Link(
                        isolated(club.name()) + ", " + club.industry().title() + ", " + isolated(club.city()),
                        baseUrl + "/clubs/" + club.slug()));
            }
        }
        if (!found.events().isEmpty()) {
            lines.add(new Line.Paragraph("Events that you can come to:"));
            for (var event : found.events()) {
                lines.add(new Line.Link(
                        isolated(event.title()) + ", " + MailFormats.there(event), baseUrl + "/events/" + event.id()));
            }
        }
        return new Letter("Welcome to Clockout", "You are in. This link signs you in for the first time.", lines);
    }

    public Letter declined(Person person, String statusToken) {
        var restEnds = person.decidedAt().plus(Person.REST_AFTER_DECLINE);
        return new Letter(
                "About your application to Clockout",
                "We could not find you a place this time.",
                List.of(
                        new Line.Heading("Not this time"),
                        new Line.Paragraph("Dear " + name(person) + ", thank you for your patience. We could not find"
                                + " you a place this time, and we are sorry about that."),
                        new Line.Paragraph("You are welcome to apply again after " + day(person, restEnds)
                                + ". If you would rather have your data erased now, you can do that here."),
                        new Line.Button("See my application", link("/waitlist/status", statusToken))));
    }

    public Letter signIn(String token) {
        return new Letter(
                "Your sign-in link for Clockout",
                "It works once, for 15 minutes.",
                List.of(
                        new Line.Heading("Here is your link"),
                        new Line.Paragraph("It signs you in to Clockout, once, within 15 minutes."),
                        new Line.Button("Sign in", link("/signin/confirm", token)),
                        new Line.Small("You did not ask for it? Then somebody typed your address; without this"
                                + " link they get nowhere.")));
    }

    private String link(String path, String token) {
        return baseUrl + path + "?token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
    }
}
