package app.clockout.mailer.delivery;

import app.clockout.log.Log;
import app.clockout.messages.Worker.NotNowException;
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
 * a claim that lapses, and that one mail may go twice: chosen over losing it, and counted.
 */
public final class SendOnce {
    private static final int REPLANS = 5;

    private final Table table;
    private final MailLedgerStore ledger;
    private final SesSender ses;
    private final InstantSource clock;

    public SendOnce(Table table, MailLedgerStore ledger, SesSender ses, InstantSource clock) {
        this.table = table;
        this.ledger = ledger;
        this.ses = ses;
        this.clock = clock;
    }

    /**
     * Carries out several plans. One that fails does not hold up the others; the first failure is thrown once all had
     * their turn, and what is done already is not done again when the message comes back.
     *
     * @throws NotNowException where a mail is to be tried again later
     */
    public void carryOut(List<Supplier<Plan>> plans, SendingRun run) {
        RuntimeException failure = null;
        for (var planning : plans) {
            try {
                carryOut(planning, run);
            } catch (RuntimeException e) {
                // What is wrong is worth more to the reader of the log than what is only not to be done now.
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
    public void carryOut(Supplier<Plan> planning, SendingRun run) {
        var claimedBefore = "";
        for (int i = 0; i < REPLANS; i++) {
            var plan = planning.get();
            if (plan instanceof Plan.Send) {
                run.awaitTurn(); // before the claim, which would lapse meanwhile
            }
            boolean again = plan.key().equals(claimedBefore);
            var line = line(plan, again);
            var writes = new ArrayList<Write>(plan.alongside());
            if (!again) {
                writes.addAll(plan.once());
            }
            writes.add(line);
            var commit = table.commit(writes);
            if (commit.done()) {
                switch (plan) {
                    case Plan.Send send -> {
                        ledger.sent(send.key(), send.kind() + " " + send(send, run), clock.instant());
                        run.sent();
                        Log.done("mail sent", send.kind());
                    }
                    case Plan.Drop drop -> {
                        run.dropped(drop);
                        Log.done("mail dropped", drop.why());
                    }
                }
                return;
            }
            if (commit.refused(line)) {
                switch (ledger.before(commit, line, clock.instant())) {
                    case DONE -> {
                        return;
                    }
                    case HELD -> throw new NotNowException("Another worker is at this mail.");
                    case LAPSED -> {
                        if (plan instanceof Plan.Send) {
                            MailWarning.MAIL_MAY_GO_TWICE.note();
                        }
                    }
                    case GIVEN_BACK -> {}
                }
                claimedBefore = plan.key();
            }
        }
        throw new NotNowException("Others keep changing what this mail depends on.");
    }

    private Write line(Plan plan, boolean again) {
        var now = clock.instant();
        return switch (plan) {
            case Plan.Send send -> again ? ledger.claimAgain(send.key(), now) : ledger.claim(send.key(), now);
            case Plan.Drop drop ->
                again ? ledger.dropAgain(drop.key(), drop.why(), now) : ledger.drop(drop.key(), drop.why(), now);
        };
    }

    private String send(Plan.Send send, SendingRun run) {
        try {
            return ses.send(send.key(), send.kind(), send.to(), send.letter());
        } catch (AwsServiceException e) {
            // SES said no, so nothing went out, and the next try need not wait for the claim to lapse.
            ledger.giveBack(send.key());
            run.refused(e);
            throw new NotNowException("SES refused: " + e.statusCode());
        } catch (SdkException e) {
            // Whether SES took it is unknown. Once the claim lapses it is sent again, rather than lost.
            throw new NotNowException("SES did not answer.");
        }
    }
}
