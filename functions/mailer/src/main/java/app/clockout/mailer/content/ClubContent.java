package app.clockout.mailer.content;

import static app.clockout.mailer.content.MailFormats.isolated;
import static app.clockout.mailer.content.MailFormats.name;

import app.clockout.domain.Club;
import app.clockout.domain.Membership;
import app.clockout.domain.Person;
import app.clockout.mailer.content.Letter.Line;
import java.util.ArrayList;
import java.util.List;

/** The mails about who is what to a club, word for word. */
public final class ClubContent {
    private final String baseUrl;

    public ClubContent(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** To one of its hosts. */
    public Letter request(Club club, Person host, Person requester) {
        var details = requester.details();
        var lines = new ArrayList<Line>(List.of(
                new Line.Heading("A member asks to join"),
                new Line.Paragraph("Dear " + name(host) + ", there is a new request to join " + called(club) + ", from "
                        + name(requester) + ", " + isolated(details.role()) + " in " + isolated(details.city())
                        + ".")));
        if (!details.headline().isBlank()) {
            lines.add(new Line.Quote(details.headline()));
        }
        lines.add(new Line.Button("See who asks", page(club) + "/requests"));
        lines.add(new Line.Small("Whatever you decide, we tell them for you."));
        return new Letter("A member asks to join " + called(club), "Say yes or no on the club's page.", lines);
    }

    public Letter approved(Club club, Person person) {
        return new Letter(
                "Welcome to " + called(club),
                "You are a member now.",
                List.of(
                        new Line.Heading("You are in, " + name(person) + "."),
                        new Line.Paragraph("Your request was approved: you are a member of " + called(club)
                                + " now. Come to its next event and say hello."),
                        new Line.Button("See the club", page(club))));
    }

    public Letter declined(Club club, Person person, Membership refusal) {
        var restEnds = refusal.since().plus(Membership.REST_AFTER_REFUSAL);
        return new Letter(
                "Your request to join " + called(club),
                "It did not work out this time.",
                List.of(
                        new Line.Heading("Not this time"),
                        new Line.Paragraph(
                                "Dear " + name(person) + ", thank you for your interest in " + called(club)
                                        + ". Its hosts could not say yes this time, and we know that is not what you hoped for."),
                        new Line.Paragraph("You are welcome to ask again once 30 days have passed, after "
                                + MailFormats.day(person, restEnds)
                                + ". Until then there are other clubs, and events that are open to everybody here."),
                        new Line.Button("Find another club", baseUrl + "/clubs")));
    }

    public Letter handed(Club club, Person person) {
        return new Letter(
                "You run " + called(club) + " now",
                "Whoever ran it is gone, and you have been a member longest.",
                List.of(
                        new Line.Heading("The club is in your hands"),
                        new Line.Paragraph("Dear " + name(person) + ", whoever ran " + called(club)
                                + " is no longer here. You have been a member longest, so you are its host from now on:"
                                + " you announce its events and decide who joins."),
                        new Line.Button("See the club", page(club)),
                        new Line.Link("Announce an event", page(club) + "/events/new"),
                        new Line.Paragraph("It is not for you? Make somebody else a host, or close the club, and you"
                                + " are free again."),
                        new Line.Link("Choose another host", page(club) + "/members")));
    }

    private static String called(Club club) {
        return isolated(club.name());
    }

    private String page(Club club) {
        return baseUrl + "/clubs/" + club.slug();
    }
}
