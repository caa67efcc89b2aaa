package app.clockout.mailer;

import app.clockout.domain.SeatTokens;
import app.clockout.environment.Environment;
import app.clockout.mailer.delivery.Plan;
import app.clockout.mailer.delivery.Reputation;
import app.clockout.mailer.delivery.SendOnce;
import app.clockout.mailer.delivery.SendRate;
import app.clockout.mailer.delivery.SendingRun;
import app.clockout.mailer.delivery.SesSender;
import app.clockout.messages.Message;
import app.clockout.messages.Messages;
import app.clockout.messages.UnreadableMessageException;
import app.clockout.messages.Worker;
import app.clockout.table.DailyCounters;
import app.clockout.table.Secrets;
import app.clockout.table.Table;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Processes the mail queues: for each message the mails that are right now, each once. */
public final class MailWorker implements RequestHandler<SQSEvent, SQSBatchResponse> {
    /** Half of the rate for mails that a person waits for, and the last tenth of the day's quota. */
    private static final double SHARE_OF_RATE = 0.5;

    private static final double QUOTA_OF_BULK = 0.9;

    private final Worker worker;
    private final AdmissionMails admission;
    private final SeatMails seats;
    private final EventMails events;
    private final ReminderMails reminders;
    private final ClubMails clubs;
    private final AddressMails addresses;
    private final SendOnce sendOnce;
    private final SendRate rate;
    private final SendRate bulkRate;
    private final String bulkQueue;
    private final Table table;
    private final DailyCounters figures;
    private final InstantSource clock;

    public MailWorker() {
        this(Environment.ofLambda());
    }

    MailWorker(Environment environment) {
        table = new Table(environment);
        var stores = new MailStores(table);
        figures = stores.figures;
        clock = environment.clock();
        var bulkUrl = environment.variable("MAIL_BULK_QUEUE_URL");
        worker = new Worker(
                () -> environment.client(SqsClient.builder()), environment.variable("MAIL_QUEUE_URL"), bulkUrl);
        bulkQueue = bulkUrl.substring(bulkUrl.lastIndexOf('/') + 1);
        var derived = Secrets.links(table, environment);
        var answers = SeatTokens.answers(derived);
        var reputation = new Reputation(figures, clock);
        var limit = new RequestedMailLimit(stores.addresses, environment);
        admission = new AdmissionMails(stores, derived, limit, reputation, environment);
        seats = new SeatMails(stores, derived, environment);
        events = new EventMails(stores, answers, environment);
        reminders = new ReminderMails(stores, derived, environment);
        clubs = new ClubMails(stores, environment);
        addresses = new AddressMails(stores, limit, reputation, environment);
        var ses = new SesSender(environment);
        sendOnce = new SendOnce(table, stores.ledger, ses, clock);
        rate = new SendRate(
                new SendRate.Share(SHARE_OF_RATE, 1, environment.number("MAIL_WORKERS")), ses.ses(), environment);
        bulkRate = new SendRate(
                new SendRate.Share(1 - SHARE_OF_RATE, QUOTA_OF_BULK, environment.number("MAIL_BULK_WORKERS")),
                ses.ses(),
                environment);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
        var run = new SendingRun(isBulk(event) ? bulkRate : rate, context);
        try {
            return worker.work(event, body -> sendOnce.carryOut(plans(Messages.read(body)), run));
        } finally {
            run.end(table, figures, clock.instant());
        }
    }

    private boolean isBulk(SQSEvent event) {
        return event.getRecords().stream()
                .anyMatch(message -> message.getEventSourceArn().endsWith(":" + bulkQueue));
    }

    /** Which mails a message is about: for each, how its plan is made from the present state. */
    private List<Supplier<Plan>> plans(Message message) {
        return switch (message) {
            case Message.Applied applied -> List.of(() -> admission.plan(applied));
            case Message.SignInAsked asked -> List.of(() -> admission.plan(asked));
            case Message.Confirmed confirmed -> List.of(() -> admission.plan(confirmed));
            case Message.Decided decided -> List.of(() -> admission.plan(decided));
            case Message.Answered answered -> List.of(() -> seats.plan(answered));
            case Message.EventNews news -> events.plans(news);
            case Message.Remind remind -> reminders.plans(remind);
            case Message.ClubRequested requested -> clubs.plans(requested);
            case Message.ClubRequestDecided decided -> List.of(() -> clubs.plan(decided));
            case Message.ClubHanded handed -> List.of(() -> clubs.plan(handed));
            case Message.AddressChangeAsked asked -> addresses.plans(asked);
            case Message.Decide _,
                    Message.SeatFreed _,
                    Message.OfferEnded _,
                    Message.EventMoved _,
                    Message.EventCancelled _,
                    Message.Reconcile _,
                    Message.Suspended _,
                    Message.ClubClosed _,
                    Message.ReminderDue _ -> throw new UnreadableMessageException("This is no mail.");
        };
    }
}
