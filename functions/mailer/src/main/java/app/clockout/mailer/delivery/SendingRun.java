package app.clockout.mailer.delivery;

import app.clockout.domain.BusyException;
import app.clockout.messages.Worker.NotNowException;
import app.clockout.table.DailyCounters;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.Table;
import com.amazonaws.services.lambda.runtime.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** One call of the mail worker: how fast it may send, how long it has, and what it got done. */
public final class SendingRun {
    /** Longer than SES is waited for, and the table before and after. */
    private static final Duration FOR_ONE_MAIL = Duration.ofSeconds(15);

    private static final Duration UNTIL_THERE_IS_QUOTA = Duration.ofHours(1);
    private static final Duration UNTIL_THERE_IS_TIME = Duration.ofSeconds(1);

    private final SendRate rate;
    private final @Nullable Context context;
    private int sent;
    private int suppressed;

    /** @param context of the call; null where it may take as long as it wants */
    public SendingRun(SendRate rate, @Nullable Context context) {
        this.rate = rate;
        this.context = context;
    }

    /**
     * Waits until the next mail may go.
     *
     * @throws NotNowException where none may today, or the time left is too short for one
     */
    void awaitTurn() {
        if (rate.isQuotaReached()) {
            throw noQuota();
        }
        var left = context == null
                ? Duration.ofDays(1)
                : Duration.ofMillis(context.getRemainingTimeInMillis()).minus(FOR_ONE_MAIL);
        if (!rate.await(left)) {
            throw new NotNowException("There is no time left.", UNTIL_THERE_IS_TIME);
        }
    }

    /** @throws NotNowException where SES refused a mail because there have been enough today */
    void refused(AwsServiceException refusal) {
        var details = refusal.awsErrorDetails();
        if (details != null && String.valueOf(details.errorMessage()).contains("quota exceeded")) {
            throw noQuota();
        }
    }

    private static NotNowException noQuota() {
        MailWarning.DAILY_QUOTA_REACHED.note();
        return new NotNowException("There have been enough mails today.", UNTIL_THERE_IS_QUOTA);
    }

    void sent() {
        sent++;
    }

    void dropped(Plan.Drop drop) {
        suppressed += drop.suppressed() ? 1 : 0;
    }

    /** Adds to the figures of the day, once for the whole call: a call that dies before is not in them. */
    public void end(Table table, DailyCounters figures, Instant now) {
        var counts = new EnumMap<Count, Integer>(Map.of(Count.MAILS_SENT, sent, Count.MAILS_SUPPRESSED, suppressed));
        counts.values().removeIf(count -> count == 0);
        if (!counts.isEmpty()) {
            try {
                table.commit(figures.add(now, counts));
            } catch (BusyException e) {
                // The mails are out; that they are missing in the figures is no reason to process the messages again.
            }
        }
    }
}
