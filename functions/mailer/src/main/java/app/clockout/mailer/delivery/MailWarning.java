package app.clockout.mailer.delivery;

import app.clockout.log.Log;

/**
 * What the people who run the network have to hear of: a line in the log, which a metric filter of template.yaml counts and an
 * alarm watches (docs/operations.md). A line says nothing of whom a mail is for.
 */
public enum MailWarning {
    MAIL_MAY_GO_TWICE("mail may go twice"),
    DAILY_QUOTA_REACHED("daily quota reached, mails wait"),
    TOO_MANY_BOUNCES("too many bounces, confirmations wait");

    private final String line;

    MailWarning(String line) {
        this.line = line;
    }

    /** What the filter looks for. */
    public String line() {
        return line;
    }

    void note() {
        Log.warning(line);
    }
}
