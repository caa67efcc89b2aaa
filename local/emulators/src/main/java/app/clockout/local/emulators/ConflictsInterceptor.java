package app.clockout.local.emulators;

import app.clockout.local.emulators.Conflicts.Hold;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Where {@link Conflicts} see the calls. */
final class ConflictsInterceptor implements ExecutionInterceptor {
    private static final ExecutionAttribute<Hold> HOLD = new ExecutionAttribute<>("ClockoutConflictsHold");
    private static final ExecutionAttribute<Boolean> TOOK_EFFECT =
            new ExecutionAttribute<>("ClockoutConflictsTookEffect");

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        // An attempt that broke off told nobody, and this is the next one.
        release(attributes);
        var conflicts = Conflicts.current();
        var request = context.request();
        if (conflicts == null || !AwsErrors.canConflict(request) || Meter.isUnmetered()) {
            return;
        }
        boolean transaction = request instanceof TransactWriteItemsRequest;
        if (transaction && Boolean.TRUE.equals(attributes.getAttribute(TOOK_EFFECT))) {
            return;
        }
        TableInspector.of(context.httpRequest(), attributes).ifPresent(there -> {
            var entry = conflicts.enter(there, WriteCall.places(request, there), transaction);
            if (!entry.conflicting().isEmpty()) {
                throw AwsErrors.conflict(request, entry.conflicting());
            }
            attributes.putAttribute(HOLD, entry.hold());
        });
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        release(attributes);
        if (context.httpResponse().isSuccessful()) {
            attributes.putAttribute(TOOK_EFFECT, true);
        }
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        release(attributes);
    }

    private static void release(ExecutionAttributes attributes) {
        var hold = attributes.getAttribute(HOLD);
        if (hold != null) {
            hold.release();
            attributes.putAttribute(HOLD, null);
        }
    }
}
