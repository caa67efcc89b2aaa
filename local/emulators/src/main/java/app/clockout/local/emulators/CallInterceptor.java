package app.clockout.local.emulators;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Where {@link Meter} and {@link Faults} meet the calls. The SDK finds this one class on the class path and makes one for each
 * client; it keeps no order among several, and here the order counts.
 */
public final class CallInterceptor implements ExecutionInterceptor {
    private final MeterInterceptor meter = new MeterInterceptor();
    private final FaultsInterceptor faults = new FaultsInterceptor();

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        meter.beforeExecution(context, attributes);
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        faults.beforeTransmission(context, attributes);
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        meter.afterTransmission(context, attributes);
    }

    /** After the meter has seen that the call took effect. */
    @Override
    public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        return faults.modifyHttpResponse(context, attributes);
    }
}
