package app.clockout.outbox;

import app.clockout.domain.Membership;
import app.clockout.domain.Standing;
import app.clockout.messages.Message;
import java.util.List;

/** What follows from a change: which message, on which queue. The whole table of rules. */
final class Rules {
    /** The queues, each with the variable that carries its URL. */
    enum To {
        /** A person waits for this mail. */
        MAIL("MAIL_QUEUE_URL"),
        /** Mails that thousands can get at once, and nobody waits for. */
        MAIL_BULK("MAIL_BULK_QUEUE_URL"),
        DECISIONS("DECISIONS_QUEUE_URL"),
        SEATS("SEATS_QUEUE_URL"),
        CLUBS("CLUBS_QUEUE_URL");

        private final String variable;

        To(String variable) {
            this.variable = variable;
        }

        String variable() {
            return variable;
        }
    }

    record Consequence(To to, Message message) {}

    private Rules() {}

    static List<Consequence> consequences(Change change) {
        return switch (change) {
            case Change.Applied(var address, var request) -> to(To.MAIL, new Message.Applied(address, request));
            case Change.SignInAsked(var address, var request) -> to(To.MAIL, new Message.SignInAsked(address, request));
            case Change.AddressChangeAsked(var address, var request) ->
                to(To.MAIL, new Message.AddressChangeAsked(address, request));
            case Change.StandingChanged(var member, Standing standing) ->
                switch (standing) {
                    case WAITING -> to(To.MAIL, new Message.Confirmed(member));
                    case APPROVED, DECLINED -> to(To.MAIL_BULK, new Message.Decided(member));
                    case SUSPENDED ->
                        List.of(
                                new Consequence(To.SEATS, new Message.Suspended(member)),
                                new Consequence(To.CLUBS, new Message.Suspended(member)));
                    case WITHDRAWN -> List.of();
                };
            case Change.ChunkMade(var decision, var chunk) -> to(To.DECISIONS, new Message.Decide(decision, chunk));
            case Change.SeatFreed(var event) -> to(To.SEATS, new Message.SeatFreed(event));
            case Change.Answered(var event, var member) -> to(To.MAIL, new Message.Answered(event, member));
            case Change.EventMoved(var event) -> to(To.SEATS, new Message.EventMoved(event));
            case Change.EventCancelled(var event) -> to(To.SEATS, new Message.EventCancelled(event));
            case Change.ClubClosed(var club) -> to(To.CLUBS, new Message.ClubClosed(club));
            case Change.ClubHanded(var club, var member) -> to(To.MAIL, new Message.ClubHanded(club, member));
            case Change.MembershipChanged(var club, var member, var from, var to) ->
                switch (to) {
                    case REQUESTED -> to(To.MAIL, new Message.ClubRequested(club, member));
                    case MEMBER, REFUSED ->
                        from == Membership.State.REQUESTED
                                ? to(To.MAIL, new Message.ClubRequestDecided(club, member))
                                : List.of();
                    case NONE -> List.of();
                };
        };
    }

    private static List<Consequence> to(To queue, Message message) {
        return List.of(new Consequence(queue, message));
    }
}
