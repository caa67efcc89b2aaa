package app.clockout.clubs;

import app.clockout.domain.Club;
import app.clockout.domain.MemberId;
import app.clockout.domain.Membership;
import app.clockout.domain.Slug;
import app.clockout.json.JsonObject;
import app.clockout.table.Clubs;
import app.clockout.table.People;
import app.clockout.web.Answer;
import app.clockout.web.Cursors;
import app.clockout.web.Page;
import app.clockout.web.Problem;
import app.clockout.web.Question;
import app.clockout.web.Request;
import gg.jte.html.HtmlContent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is in a club, asks to join it, and runs it, over HTTP. */
final class MembershipRoutes {
    private static final String LAST_HOST =
            "You are the only one who runs this club: name another host or close the club first.";

    private final Clubs clubs;
    private final People people;
    private final ListMembers listMembers;
    private final JoinClub joinClub;
    private final LeaveClub leaveClub;
    private final DecideRequest decideRequest;
    private final NameHosts nameHosts;
    private final Cursors cursors;

    MembershipRoutes(
            Clubs clubs,
            People people,
            ListMembers listMembers,
            JoinClub joinClub,
            LeaveClub leaveClub,
            DecideRequest decideRequest,
            NameHosts nameHosts,
            Cursors cursors) {
        this.clubs = clubs;
        this.people = people;
        this.listMembers = listMembers;
        this.joinClub = joinClub;
        this.leaveClub = leaveClub;
        this.decideRequest = decideRequest;
        this.nameHosts = nameHosts;
        this.cursors = cursors;
    }

    private static MemberId member(Request request) {
        var id = request.path("memberId");
        if (id.isBlank()) {
            throw Problem.notFound();
        }
        return new MemberId(id);
    }

    Answer join(Request request) {
        var slug = ClubsHandler.slug(request);
        return switch (joinClub.join(slug, request.signedIn().id())) {
            case JoinClub.Outcome.Is(var state) ->
                Answer.done(200, new JsonObject().put("membership", state.id()), ClubsHandler.path(slug));
            case JoinClub.Outcome.NotThere() -> throw Problem.notFound();
            case JoinClub.Outcome.Resting(var until) ->
                throw Problem.conflict("A host said no for now. You can ask again from %s on."
                        .formatted(until.toString().substring(0, 10)));
        };
    }

    Answer leave(Request request) {
        var slug = ClubsHandler.slug(request);
        if (Question.isAsked(request)) {
            var view = ClubsHandler.view(clubs, request);
            if (view.isMember()) {
                return new Question("Leave", view.club().name(), lost(view), "Leave", ClubsHandler.path(slug))
                        .of(request);
            }
        }
        var outcome = leaveClub.leave(slug, request.signedIn().id());
        var done = outcome == LeaveClub.Outcome.TAKEN_BACK ? "taken-back" : "left";
        return left(outcome, ClubsHandler.path(slug) + "?done=" + done);
    }

    private static String lost(Clubs.View view) {
        var host = view.isHost() ? "You run this club no more: only another host can make you one again. " : "";
        var again = view.club().joining() == Club.Joining.OPEN
                ? "You can join again. "
                : "To come back you have to ask again. ";
        return host + again + "Seats you have at its events stay yours.";
    }

    Answer remove(Request request) {
        var slug = ClubsHandler.slug(request);
        if (Question.isAsked(request)) {
            var club = ClubsHandler.viewOfHost(clubs, request).club();
            var again = club.joining() == Club.Joining.OPEN ? "They can join again." : "They can ask again.";
            return new Question(
                            "Remove",
                            asked(slug, request, Membership.State.MEMBER),
                            "They are no member of the club then, and you cannot bring them back. " + again
                                    + " Seats they have at its events stay theirs.",
                            "Remove from the club",
                            ClubsHandler.path(slug) + "/members")
                    .of(request);
        }
        return left(
                leaveClub.remove(slug, request.signedIn().id(), member(request)),
                done(slug, "members", "removed", request));
    }

    private static Answer left(LeaveClub.Outcome outcome, String next) {
        return switch (outcome) {
            case GONE, TAKEN_BACK -> Answer.done(next);
            case NOT_THERE -> throw Problem.notFound();
            case NOT_HOST -> throw ClubsHandler.notHost();
            case LAST_HOST -> throw Problem.conflict(LAST_HOST);
            case IS_HOST -> throw Problem.conflict("They run this club, too: take the host's role from them first.");
        };
    }

    /** The name of who is this to the club; of others a host learns nothing by their id. */
    private Optional<String> name(Slug club, MemberId member, Membership.State state) {
        return clubs.view(club, member)
                .map(Clubs.View::membership)
                .filter(membership -> membership.state() == state)
                .flatMap(membership -> people.person(member))
                .map(person -> person.details().name());
    }

    private String asked(Slug club, Request request, Membership.State state) {
        return name(club, member(request), state).orElseThrow(Problem::notFound);
    }

    /** A list of the club that says what was done to a member, and how to take it back. */
    private static String done(Slug slug, String list, String done, Request request) {
        return "%s/%s?done=%s&about=%s"
                .formatted(
                        ClubsHandler.path(slug),
                        list,
                        done,
                        URLEncoder.encode(member(request).value(), StandardCharsets.UTF_8));
    }

    /** What a host did to whom, as the page after it says; costs two requests where there is something to say. */
    public record Done(String done, String about, String name) {
        private static final Set<String> KNOWN = Set.of("removed", "made-host", "unmade-host", "approved", "declined");
        private static final int LONGEST_ID = 64;
    }

    private @Nullable Done done(Request request, Clubs.View view) {
        var done = request.query("done").filter(Done.KNOWN::contains).orElse("");
        var about = request.query("about")
                .filter(id -> id.length() <= Done.LONGEST_ID)
                .orElse("");
        if (!view.isHost() || done.isEmpty() || about.isEmpty()) {
            return null;
        }
        var slug = view.club().slug();
        return switch (done) {
            // Who was removed is nothing to the club by now.
            case "removed" -> new Done(done, about, "");
            case "declined" ->
                name(slug, new MemberId(about), Membership.State.REFUSED)
                        .map(name -> new Done(done, about, name))
                        .orElse(null);
            default ->
                name(slug, new MemberId(about), Membership.State.MEMBER)
                        .map(name -> new Done(done, about, name))
                        .orElse(null);
        };
    }

    Answer members(Request request) {
        var view = ClubsHandler.view(clubs, request);
        var club = view.club();
        var query = request.queryFields();
        int limit = request.limit(query);
        if (!query.areGood()) {
            return Answer.invalid(query);
        }
        var slug = club.slug();
        var reading = cursors.of(request, "members", slug.value());
        var found = listMembers.members(slug, reading.position(), limit);
        var next = found.next() == null ? null : reading.after(found.next());
        return Answer.view(
                ClubJson.members(club, found, next),
                () -> new Page("Members of " + club.name(), membersOf(view, found, limit, next, done(request, view))));
    }

    Answer requests(Request request) {
        var view = ClubsHandler.viewOfHost(clubs, request);
        var club = view.club();
        var query = request.queryFields();
        int limit = request.limit(query);
        if (!query.areGood()) {
            return Answer.invalid(query);
        }
        var slug = club.slug();
        var reading = cursors.of(request, "requests", slug.value());
        var found = listMembers.requests(slug, reading.position(), limit);
        var next = found.next() == null ? null : reading.after(found.next());
        return Answer.view(
                ClubJson.requests(found, next),
                () -> new Page(
                        "Who asks to join " + club.name(), requestsOf(club, found, limit, next, done(request, view))));
    }

    private static HtmlContent membersOf(
            Clubs.View view, ListMembers.Listing found, int limit, @Nullable String next, @Nullable Done done) {
        return output -> JtemembersGenerated.render(output, null, view, found, limit, next, done);
    }

    private static HtmlContent requestsOf(
            Club club, ListMembers.Listing found, int limit, @Nullable String next, @Nullable Done done) {
        return output -> JterequestsGenerated.render(output, null, club, found, limit, next, done);
    }

    Answer approve(Request request) {
        var slug = ClubsHandler.slug(request);
        return decided(
                decideRequest.approve(slug, request.signedIn().id(), member(request)),
                done(slug, "requests", "approved", request));
    }

    Answer decline(Request request) {
        var slug = ClubsHandler.slug(request);
        if (Question.isAsked(request)) {
            var club = ClubsHandler.viewOfHost(clubs, request).club();
            return new Question(
                            "Decline",
                            asked(slug, request, Membership.State.REQUESTED),
                            "They get a mail, and can ask again in %d days."
                                    .formatted(Membership.REST_AFTER_REFUSAL.toDays()),
                            "Decline",
                            ClubsHandler.path(club.slug()) + "/requests")
                    .of(request);
        }
        return decided(
                decideRequest.decline(slug, request.signedIn().id(), member(request)),
                done(slug, "requests", "declined", request));
    }

    private static Answer decided(DecideRequest.Outcome outcome, String next) {
        return switch (outcome) {
            case DONE -> Answer.done(next);
            case NOT_THERE -> throw Problem.notFound();
            case NOT_HOST -> throw ClubsHandler.notHost();
            case DECIDED_OTHERWISE -> throw Problem.conflict("Another host has decided otherwise already.");
        };
    }

    Answer makeHost(Request request) {
        var slug = ClubsHandler.slug(request);
        return named(
                nameHosts.make(slug, request.signedIn().id(), member(request)),
                done(slug, "members", "made-host", request));
    }

    Answer unmakeHost(Request request) {
        var slug = ClubsHandler.slug(request);
        boolean own = request.signedIn().id().equals(member(request));
        if (Question.isAsked(request)) {
            var club = ClubsHandler.viewOfHost(clubs, request).club();
            return new Question(
                            own ? "Stop running" : "Take the host's role from",
                            own ? club.name() : asked(slug, request, Membership.State.MEMBER),
                            own
                                    ? "You stay a member. Only another host can make you one again."
                                    : "They stay a member, and can be made host again.",
                            own ? "Stop being a host" : "Take the host's role",
                            ClubsHandler.path(slug) + "/members")
                    .of(request);
        }
        return named(
                nameHosts.unmake(slug, request.signedIn().id(), member(request)),
                own ? ClubsHandler.path(slug) + "?done=unhosted" : done(slug, "members", "unmade-host", request));
    }

    private static Answer named(NameHosts.Outcome outcome, String next) {
        return switch (outcome) {
            case DONE -> Answer.done(next);
            case NOT_THERE -> throw Problem.notFound();
            case NOT_HOST -> throw ClubsHandler.notHost();
            case NOT_A_MEMBER -> throw Problem.conflict("Only members of the club can run it.");
            case TOO_MANY -> throw Problem.conflict("A club can have at most %d hosts.".formatted(NameHosts.MOST));
            case LAST_HOST -> throw Problem.conflict(LAST_HOST);
        };
    }
}
