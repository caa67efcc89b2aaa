package app.clockout.mailer;

import app.clockout.messages.Worker.NotNowException;
import app.clockout.table.MailLedger;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Carries out a plan once, however often it is asked to: claims the mail in the ledger together with what belongs to
 * it, sends it, records it (docs/table-design.md, M5). A worker that dies after SES's yes and before the record leaves
 * a claim that lapses, and that one mail may go twice: chosen over losing it.
 */
final class SendOnce {
    private static final int REPLANS = 5;

    private final Table table;
    private final MailLedger ledger;
    private final Postman postman;
    private final InstantSource clock;

    SendOnce(Table table, Postman postman, InstantSource clock) {
        this.table = table;
        this.ledger = new MailLedger(table);
        this.postman = postman;
        this.clock = clock;
    }

    /**
     * Carries out several plans. One that fails does not hold up the others; the first failure is thrown once all had
     * their turn, and what is done already is not done again when the message comes back.
     *
     * @throws NotNowException where a mail is to be tried again later
     */
    void carryOut(List<Supplier<Plan>> plannings) {
        RuntimeException failure = null;
        for (var planning : plannings) {
            try {
                carryOut(planning);
            } catch (RuntimeException e) {
                // What is wrong is worth more to whoever reads the log than what is only not to be done now.
                failure = failure == null || failure instanceof NotNowException ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Plans and carries out; plans anew where the world moved in between.
     *
     * @throws NotNowException where the mail is to be tried again later
     */
    void carryOut(Supplier<Plan> planning) {
        var begun = "";
        for (int i = 0; i < REPLANS; i++) {
            var plan = planning.get();
            boolean first = !plan.once().isEmpty() && !plan.key().equals(begun);
            var line = line(plan, first);
            var writes = new ArrayList<Write>(plan.alongside());
            if (first) {
                writes.addAll(plan.once());
            }
            writes.add(line);
            var commit = table.commit(writes);
            if (commit.done()) {
                if (plan instanceof Plan.Send send) {
                    ledger.sent(send.key(), send.kind() + " " + send(send), clock.instant());
                }
                return;
            }
            if (commit.refused(line)) {
                if (ledger.ended(commit, line)) {
                    return;
                }
                if (!first) {
                    throw new NotNowException("Another worker is at this mail.");
                }
                begun = plan.key();
            }
        }
        throw new NotNowException("Others keep changing what this mail depends on.");
    }

    private Write line(Plan plan, boolean first) {
        var now = clock.instant();
        return switch (plan) {
            case Plan.Send send -> first ? ledger.claimFirst(send.key(), now) : ledger.claim(send.key(), now);
            case Plan.Drop drop ->
                first ? ledger.dropFirst(drop.key(), drop.why(), now) : ledger.drop(drop.key(), drop.why(), now);
        };
    }

    private String send(Plan.Send send) {
        try {
            return postman.send(send.key(), send.kind(), send.to(), send.letter());
        } catch (AwsServiceException e) {
            // SES said no, so nothing went out, and the next try need not wait for the claim to lapse.
            ledger.release(send.key(), clock.instant());
            throw new NotNowException("SES refused: " + e.statusCode());
        } catch (SdkException e) {
            // Whether SES took it is unknown. Once the claim lapses it is sent again, rather than lost.
            System.err.println("mail may go twice: no answer from SES");
            throw new NotNowException("SES did not answer.");
        }
    }
}
