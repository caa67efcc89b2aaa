package app.clockout.clubs;

import app.clockout.domain.MemberId;
import app.clockout.domain.Slug;
import app.clockout.json.JsonObject;
import app.clockout.table.Clubs;
import app.clockout.web.Answer;
import app.clockout.web.Cursors;
import app.clockout.web.Page;
import app.clockout.web.Problem;
import app.clockout.web.Request;

/** Who is in a club, asks to join it, and runs it, over HTTP. */
final class MembershipRoutes {
    private static final String LAST_HOST =
            "You are the only one who runs this club: name another host or close the club first.";

    private final Clubs clubs;
    private final ListMembers listMembers;
    private final JoinClub joinClub;
    private final LeaveClub leaveClub;
    private final DecideRequest decideRequest;
    private final NameHosts nameHosts;
    private final Cursors cursors;

    MembershipRoutes(
            Clubs clubs,
            ListMembers listMembers,
            JoinClub joinClub,
            LeaveClub leaveClub,
            DecideRequest decideRequest,
            NameHosts nameHosts,
            Cursors cursors) {
        this.clubs = clubs;
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
        return left(leaveClub.leave(slug, request.signedIn().id()), ClubsHandler.path(slug));
    }

    Answer remove(Request request) {
        var slug = ClubsHandler.slug(request);
        return left(
                leaveClub.remove(slug, request.signedIn().id(), member(request)), ClubsHandler.path(slug) + "/members");
    }

    private static Answer left(LeaveClub.Outcome outcome, String next) {
        return switch (outcome) {
            case GONE -> Answer.done(next);
            case NOT_THERE -> throw Problem.notFound();
            case NOT_HOST -> throw ClubsHandler.notHost();
            case LAST_HOST -> throw Problem.conflict(LAST_HOST);
            case IS_HOST -> throw Problem.conflict("They run this club, too: take the host's role from them first.");
        };
    }

    Answer members(Request request) {
        var view = ClubsHandler.view(clubs, request);
        var club = view.club();
        var query = request.queryFields();
        int limit = request.limit(query);
        if (!query.areGood()) {
            return Answer.invalid(query, null);
        }
        var slug = club.slug();
        var found = listMembers.members(slug, cursors.position(request, "members", slug.value()), limit);
        var next = found.next() == null ? null : cursors.after(found.next(), "members", slug.value());
        return Answer.view(
                ClubJson.members(club, found, next),
                () -> new Page(
                        "Members of " + club.name(),
                        output -> JtemembersGenerated.render(output, null, view, found, limit, next)));
    }

    Answer requests(Request request) {
        var club = ClubsHandler.viewOfHost(clubs, request).club();
        var query = request.queryFields();
        int limit = request.limit(query);
        if (!query.areGood()) {
            return Answer.invalid(query, null);
        }
        var slug = club.slug();
        var found = listMembers.requests(slug, cursors.position(request, "requests", slug.value()), limit);
        var next = found.next() == null ? null : cursors.after(found.next(), "requests", slug.value());
        return Answer.view(
                ClubJson.requests(found, next),
                () -> new Page(
                        "Who asks to join " + club.name(),
                        output -> JterequestsGenerated.render(output, null, club, found, limit, next)));
    }

    Answer approve(Request request) {
        var slug = ClubsHandler.slug(request);
        return decided(decideRequest.approve(slug, request.signedIn().id(), member(request)), slug);
    }

    Answer decline(Request request) {
        var slug = ClubsHandler.slug(request);
        return decided(decideRequest.decline(slug, request.signedIn().id(), member(request)), slug);
    }

    private static Answer decided(DecideRequest.Outcome outcome, Slug slug) {
        return switch (outcome) {
            case DONE -> Answer.done(ClubsHandler.path(slug) + "/requests");
            case NOT_THERE -> throw Problem.notFound();
            case NOT_HOST -> throw ClubsHandler.notHost();
            case DECIDED_OTHERWISE -> throw Problem.conflict("Another host has decided otherwise already.");
        };
    }

    Answer makeHost(Request request) {
        var slug = ClubsHandler.slug(request);
        return named(nameHosts.make(slug, request.signedIn().id(), member(request)), slug);
    }

    Answer unmakeHost(Request request) {
        var slug = ClubsHandler.slug(request);
        return named(nameHosts.unmake(slug, request.signedIn().id(), member(request)), slug);
    }

    private static Answer named(NameHosts.Outcome outcome, Slug slug) {
        return switch (outcome) {
            case DONE -> Answer.done(ClubsHandler.path(slug) + "/members");
            case NOT_THERE -> throw Problem.notFound();
            case NOT_HOST -> throw ClubsHandler.notHost();
            case NOT_A_MEMBER -> throw Problem.conflict("Only members of the club can run it.");
            case TOO_MANY -> throw Problem.conflict("A club can have at most %d hosts.".formatted(NameHosts.MOST));
            case LAST_HOST -> throw Problem.conflict(LAST_HOST);
        };
    }
}
