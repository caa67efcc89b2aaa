package app.clockout.mailer;

import app.clockout.domain.SeatTokens;
import app.clockout.environment.Environment;
import app.clockout.messages.Message;
import app.clockout.messages.Messages;
import app.clockout.messages.UnreadableMessageException;
import app.clockout.messages.Worker;
import app.clockout.table.Secrets;
import app.clockout.table.Table;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Works off the mail queues: for each message the mails that are right now, each once. */
public final class MailWorker implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final Worker worker;
    private final AdmissionMails admission;
    private final SeatMails seats;
    private final EventMails events;
    private final ClubMails clubs;
    private final AddressMails addresses;
    private final SendOnce sending;

    public MailWorker() {
        this(Environment.ofLambda());
    }

    MailWorker(Environment environment) {
        var table = new Table(environment);
        worker = new Worker(
                environment.client(SqsClient.builder()),
                environment.variable("MAIL_QUEUE_URL"),
                environment.variable("MAIL_BULK_QUEUE_URL"));
        var derived = Secrets.links(table, environment);
        var answers = SeatTokens.answers(derived);
        admission = new AdmissionMails(table, derived, environment);
        seats = new SeatMails(table, answers, environment);
        events = new EventMails(table, answers, environment);
        clubs = new ClubMails(table, environment);
        addresses = new AddressMails(table, environment);
        sending = new SendOnce(table, new Postman(environment), environment.clock());
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
        return worker.work(event, body -> sending.carryOut(plans(Messages.read(body))));
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
                    Message.ReminderDue _,
                    Message.Remind _ -> throw new UnreadableMessageException("This is no mail.");
        };
    }
}
