package app.clockout.outbox;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * Lets SQS take a batch in part, as it does when it is throttled: 200, with what failed named in the answer. It spoils
 * entries on their way, so that the queue refuses them.
 */
final class SomeRefused implements ExecutionInterceptor {
    private static final String NO_BODY_FOR_SQS = "\uFFFE";

    private final Map<String, Integer> left = new HashMap<>();

    /**
     * @param requests the sign-ups whose messages are refused
     * @param times how often each
     */
    SomeRefused(Set<String> requests, int times) {
        requests.forEach(request -> left.put("\"request\":\"" + request + "\"", times));
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        return context.request() instanceof SendMessageBatchRequest batch
                ? batch.toBuilder()
                        .entries(batch.entries().stream().map(this::spoiled).toList())
                        .build()
                : context.request();
    }

    private SendMessageBatchRequestEntry spoiled(SendMessageBatchRequestEntry entry) {
        for (var body : left.keySet()) {
            if (entry.messageBody().contains(body) && left.getOrDefault(body, 0) > 0) {
                left.merge(body, -1, Integer::sum);
                return entry.toBuilder().messageBody(NO_BODY_FOR_SQS).build();
            }
        }
        return entry;
    }
}
