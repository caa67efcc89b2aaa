package app.clockout.local.emulators;

import app.clockout.local.emulators.template.Resolver;
import app.clockout.local.emulators.template.Template;
import app.clockout.local.emulators.template.Value;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;

/** The resources {@code AWS::SQS::Queue} as the calls that make such queues. */
public final class QueuesOfTemplate {
    /** What says how messages are kept, not how they travel. */
    private static final Set<String> WITHOUT_EFFECT_HERE =
            Set.of("SqsManagedSseEnabled", "MessageRetentionPeriod", "Tags", "QueueName", "KmsMasterKeyId");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SqsClient sqs;
    private final Template template;
    private final Resolver resolver;

    private QueuesOfTemplate(SqsClient sqs, Template template, String prefix) {
        this.sqs = sqs;
        this.template = template;
        this.resolver = new Resolver(template, Map.of(), (logicalId, attribute) -> {
            if ("Arn".equals(attribute) && template.type(logicalId).equals("AWS::SQS::Queue")) {
                return ElasticQueues.arn(prefix + logicalId);
            }
            throw template.problem(
                    template.resource(logicalId), "a queue that refers to " + logicalId + " is not understood here.");
        });
    }

    /**
     * Creates every {@code AWS::SQS::Queue} of the template with its visibility timeout, delay and redrive policy, or brings one
     * that is there up to date.
     *
     * @param prefix what comes before the logical id in a queue's name
     * @return the queues' URLs by logical id
     */
    public static Map<String, String> create(SqsClient sqs, Template template, String prefix) {
        return new QueuesOfTemplate(sqs, template, prefix).create(prefix);
    }

    private Map<String, String> create(String prefix) {
        var urls = new LinkedHashMap<String, String>();
        // A redrive policy can only name a queue that is there.
        var order = new ArrayList<>(template.resourcesOf("AWS::SQS::Queue"));
        order.sort(Comparator.comparing(queue -> template.properties(queue).get("RedrivePolicy") != null));
        for (String queue : order) {
            urls.put(queue, create(prefix + queue, attributes(queue)));
        }
        return urls;
    }

    private String create(String name, Map<QueueAttributeName, String> attributes) {
        try {
            return sqs.createQueue(request -> request.queueName(name).attributes(attributes))
                    .queueUrl();
        } catch (QueueNameExistsException e) {
            // From a run before the template changed.
            String url = sqs.getQueueUrl(request -> request.queueName(name)).queueUrl();
            sqs.setQueueAttributes(request -> request.queueUrl(url).attributes(attributes));
            return url;
        }
    }

    private Map<QueueAttributeName, String> attributes(String queue) {
        var attributes = new EnumMap<QueueAttributeName, String>(QueueAttributeName.class);
        template.properties(queue).fields().forEach((name, value) -> {
            switch (name) {
                case "VisibilityTimeout" -> attributes.put(QueueAttributeName.VISIBILITY_TIMEOUT, resolver.text(value));
                case "DelaySeconds" -> attributes.put(QueueAttributeName.DELAY_SECONDS, resolver.text(value));
                case "RedrivePolicy" -> attributes.put(QueueAttributeName.REDRIVE_POLICY, redrivePolicy(value));
                default -> {
                    if (!WITHOUT_EFFECT_HERE.contains(name)) {
                        throw template.problem(
                                value,
                                "the property " + name + " of a queue is not understood here; VisibilityTimeout,"
                                        + " DelaySeconds and RedrivePolicy are.");
                    }
                }
            }
        });
        return attributes;
    }

    private String redrivePolicy(Value value) {
        if (resolver.plain(value) instanceof Map<?, ?> policy
                && policy.get("deadLetterTargetArn") instanceof String target
                && policy.get("maxReceiveCount") instanceof String count
                && count.matches("[1-9][0-9]{0,3}")) {
            try {
                return JSON.writeValueAsString(
                        Map.of("deadLetterTargetArn", target, "maxReceiveCount", Integer.parseInt(count)));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
        throw template.problem(
                value,
                "this redrive policy is not understood; deadLetterTargetArn and maxReceiveCount (1 to 1000) are.");
    }
}
