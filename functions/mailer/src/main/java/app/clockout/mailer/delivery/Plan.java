package app.clockout.mailer.delivery;

import app.clockout.domain.EmailAddress;
import app.clockout.mailer.content.Letter;
import app.clockout.table.Write;
import java.util.List;

/** What is right to do about a message, as things stand now. */
public sealed interface Plan {
    /** The mail's line in the ledger: the same for every delivery of the same cause. */
    String key();

    /** What is written in the transaction that claims or drops the mail, so that it happens only with that. */
    List<Write> alongside();

    /** What is written alongside the first time the mail is claimed or dropped, and not when it is taken up again. */
    List<Write> once();

    /** The same, with something to write once. */
    Plan with(Write once);

    /** Send this letter. */
    record Send(String key, String kind, EmailAddress to, Letter letter, List<Write> alongside, List<Write> once)
            implements Plan {
        public Send(String key, String kind, EmailAddress to, Letter letter, List<Write> alongside) {
            this(key, kind, to, letter, alongside, List.of());
        }

        public Send(String key, String kind, EmailAddress to, Letter letter) {
            this(key, kind, to, letter, List.of());
        }

        @Override
        public Plan with(Write once) {
            return new Send(key, kind, to, letter, alongside, List.of(once));
        }
    }

    /**
     * Send nothing, and remember why.
     *
     * @param suppressed whether that is because of what SES said of the address
     */
    record Drop(String key, String why, List<Write> alongside, List<Write> once, boolean suppressed) implements Plan {
        public Drop(String key, String why, List<Write> alongside) {
            this(key, why, alongside, List.of(), false);
        }

        /** Nothing goes to this address, or nothing of this sort. */
        public static Drop suppressed(String key, String why) {
            return new Drop(key, why, List.of(), List.of(), true);
        }

        public Drop(String key, String why) {
            this(key, why, List.of());
        }

        @Override
        public Plan with(Write once) {
            return new Drop(key, why, alongside, List.of(once), suppressed);
        }
    }
}
