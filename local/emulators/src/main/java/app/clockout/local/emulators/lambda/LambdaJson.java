package app.clockout.local.emulators.lambda;

import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Events as JSON, by the serializers that Lambda's own Java runtime uses. */
public final class LambdaJson {
    private LambdaJson() {}

    public static <T> T read(String json, Class<T> event) {
        return serializer(event).fromJson(json);
    }

    @SuppressWarnings("unchecked")
    public static <T> String write(T event) {
        var json = new ByteArrayOutputStream();
        serializer((Class<T>) event.getClass()).toJson(event, json);
        return json.toString(StandardCharsets.UTF_8);
    }

    /** The choice that the runtime makes, too. */
    private static <T> PojoSerializer<T> serializer(Class<T> event) {
        return LambdaEventSerializers.isLambdaSupportedEvent(event.getName())
                ? LambdaEventSerializers.serializerFor(event, LambdaJson.class.getClassLoader())
                : JacksonFactory.getInstance().getSerializer(event);
    }
}
