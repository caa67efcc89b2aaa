package app.clockout.local.emulators;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** The services whose calls are counted and can be made to fail. */
enum Service {
    DYNAMODB,
    SQS,
    SES;

    /** The service of a call; null for any other. */
    static @Nullable Service of(ExecutionAttributes attributes) {
        String name = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "dynamodb" -> DYNAMODB;
            case "sqs" -> SQS;
            case "ses" -> SES;
            default -> null;
        };
    }
}
