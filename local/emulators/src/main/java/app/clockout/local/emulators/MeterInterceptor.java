package app.clockout.local.emulators;

import app.clockout.local.table.protocol.Protocol;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Where {@link Meter} sees the calls. */
final class MeterInterceptor implements ExecutionInterceptor {
    private static final ExecutionAttribute<String> LABEL = new ExecutionAttribute<>("ClockoutMeterLabel");

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        var service = Service.of(attributes);
        if (service == null || Meter.isUnmetered()) {
            return;
        }
        var label = Meter.label();
        attributes.putAttribute(LABEL, label);
        Meter.call(label, attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    }

    /** Each attempt that the table answered, whatever the answer was, and whether or not anybody gets to see it. */
    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        var label = attributes.getAttribute(LABEL);
        var answer = context.httpResponse();
        double read = units(answer, Protocol.READ_UNITS);
        double written = units(answer, Protocol.WRITE_UNITS);
        if (label != null && read + written > 0) {
            Meter.units(label, read, written);
        }
    }

    private static double units(SdkHttpResponse answer, String header) {
        return answer.firstMatchingHeader(header).map(Double::parseDouble).orElse(0.0);
    }
}
