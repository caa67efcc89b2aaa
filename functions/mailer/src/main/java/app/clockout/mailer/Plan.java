package app.clockout.mailer;

import app.clockout.domain.EmailAddress;
import app.clockout.table.Write;
import java.util.List;

/** What is right to do about a message, as things stand now. */
sealed interface Plan {
    /** The mail's line in the ledger: the same for every delivery of the same cause. */
    String key();

    /** What is written in the transaction that claims or drops the mail, so that it happens only with that. */
    List<Write> alongside();

    /** Send this letter. */
    record Send(String key, String kind, EmailAddress to, Letter letter, List<Write> alongside) implements Plan {}

    /** Send nothing, and remember why. */
    record Drop(String key, String why, List<Write> alongside) implements Plan {
        Drop(String key, String why) {
            this(key, why, List.of());
        }
    }
}
