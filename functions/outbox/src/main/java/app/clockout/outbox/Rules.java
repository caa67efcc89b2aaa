package app.clockout.outbox;

import app.clockout.domain.Standing;
import app.clockout.messages.Message;
import app.clockout.table.Change;
import java.util.Optional;

/** What follows from a change: which message, on which queue. The whole table of rules. */
final class Rules {
    /** The queues, each with the variable that carries its URL. */
    enum To {
        /** Somebody waits for this mail. */
        MAIL("MAIL_QUEUE_URL"),
        /** Mails that thousands can get at once, and nobody waits for. */
        MAIL_BULK("MAIL_BULK_QUEUE_URL"),
        DECISIONS("DECISIONS_QUEUE_URL");

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

    static Optional<Consequence> consequence(Change change) {
        return switch (change) {
            case Change.Applied(var address, var request) ->
                Optional.of(new Consequence(To.MAIL, new Message.Applied(address, request)));
            case Change.SignInAsked(var address, var request) ->
                Optional.of(new Consequence(To.MAIL, new Message.SignInAsked(address, request)));
            case Change.StandingChanged(var member, Standing standing) ->
                switch (standing) {
                    case WAITING -> Optional.of(new Consequence(To.MAIL, new Message.Confirmed(member)));
                    case APPROVED, DECLINED -> Optional.of(new Consequence(To.MAIL_BULK, new Message.Decided(member)));
                    case WITHDRAWN, SUSPENDED -> Optional.empty();
                };
            case Change.ChunkMade(var decision, var chunk) ->
                Optional.of(new Consequence(To.DECISIONS, new Message.Decide(decision, chunk)));
        };
    }
}
