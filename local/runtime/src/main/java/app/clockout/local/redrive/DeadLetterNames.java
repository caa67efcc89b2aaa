package app.clockout.local.redrive;

import app.clockout.local.emulators.template.Template;
import app.clockout.local.emulators.template.Value.Fields;
import app.clockout.local.stack.Stack;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Which dead-letter queue is behind which queue, and what it is called in a stack. */
final class DeadLetterNames {
    private static final String SUFFIX = "Queue";

    private final Map<String, String> byQueue = new TreeMap<>();

    private DeadLetterNames() {}

    static DeadLetterNames of(Template template) {
        var names = new DeadLetterNames();
        for (var id : template.resourcesOf("AWS::SQS::Queue")) {
            if (template.properties(id).get("RedrivePolicy") instanceof Fields) {
                // By the house's rule; a test holds the template to it.
                names.byQueue.put(
                        Stack.shortName(id), id.substring(0, id.length() - SUFFIX.length()) + "DeadLetter" + SUFFIX);
            }
        }
        return names;
    }

    Set<String> queues() {
        return byQueue.keySet();
    }

    /** The logical id of the dead-letter queue behind a queue. */
    Optional<String> of(String queue) {
        return Optional.ofNullable(byQueue.get(queue));
    }

    /** The URL of a queue of a stack, whose name CloudFormation has made of the stack's, its logical id and some letters. */
    static Optional<String> urlIn(SqsClient sqs, String stack, String logicalId) {
        var prefix = stack + "-" + logicalId + "-";
        return sqs.listQueuesPaginator(request -> request.queueNamePrefix(prefix)).queueUrls().stream()
                .filter(url -> url.substring(url.lastIndexOf('/') + 1).startsWith(prefix))
                .findFirst();
    }
}
