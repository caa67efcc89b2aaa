package app.clockout.local.lambda;

import app.clockout.environment.Environment;
import app.clockout.local.emulators.Meter;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One function of the stack. Its handler is made once, at start; it is called as Lambda calls it, but several calls share
 * the one instance. What it calls is counted under the label of its call.
 */
public final class LambdaFunction {
    private final String name;
    private final int memory;
    private final Duration timeout;
    private final RequestHandler<Object, Object> handler;
    private final Class<?> eventType;

    private LambdaFunction(String name, int memory, Duration timeout, RequestHandler<Object, Object> handler) {
        this.name = name;
        this.memory = memory;
        this.timeout = timeout;
        this.handler = handler;
        this.eventType = eventType(handler.getClass());
    }

    /**
     * Makes the handler: by its constructor that takes an {@link Environment}, or by the one without arguments if it has
     * no such.
     *
     * @param handler as the template names it, such as {@code app.clockout.signup.SignupHandler::handleRequest}
     * @throws IllegalArgumentException when there is no such handler, or it does not start; the message says why
     */
    public static LambdaFunction start(
            String name, String handler, int memory, Duration timeout, Environment environment) {
        String suffix = "::handleRequest";
        if (!handler.endsWith(suffix)) {
            throw new IllegalArgumentException("the handler " + handler + " does not end in " + suffix + ".");
        }
        String className = handler.substring(0, handler.length() - suffix.length());
        try {
            Class<?> type = Class.forName(className);
            if (!RequestHandler.class.isAssignableFrom(type)) {
                throw new IllegalArgumentException("the handler " + className + " is no RequestHandler.");
            }
            return new LambdaFunction(name, memory, timeout, instance(type, environment));
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("there is no class " + className + ", which " + name + " names.", e);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(name + " does not start: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(name + " does not start: " + e, e);
        }
    }

    @SuppressWarnings("unchecked")
    private static RequestHandler<Object, Object> instance(Class<?> type, Environment environment)
            throws ReflectiveOperationException {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {Environment.class})) {
                constructor.setAccessible(true);
                return (RequestHandler<Object, Object>) constructor.newInstance(environment);
            }
        }
        return (RequestHandler<Object, Object>) type.getConstructor().newInstance();
    }

    private static Class<?> eventType(Class<?> handler) {
        for (Class<?> type = handler; type != null; type = type.getSuperclass()) {
            for (Type implemented : type.getGenericInterfaces()) {
                if (implemented instanceof ParameterizedType generic && generic.getRawType() == RequestHandler.class) {
                    Type event = generic.getActualTypeArguments()[0];
                    if (event instanceof ParameterizedType map) {
                        event = map.getRawType();
                    }
                    return event instanceof Class<?> known ? known : Object.class;
                }
            }
        }
        return Object.class;
    }

    public String name() {
        return name;
    }

    public Duration timeout() {
        return timeout;
    }

    /** What is called, as Lambda makes it. */
    public RequestHandler<?, ?> handler() {
        return handler;
    }

    /** The class of the events it takes. */
    public Class<?> eventType() {
        return eventType;
    }

    /** Calls the handler and waits for what it answers, as long as its timeout allows. */
    public @Nullable Object call(String label, Object event) throws FunctionFailure {
        return call(label, event, timeout);
    }

    /** As {@link #call(String, Object)}, but no longer than {@code limit}. */
    public @Nullable Object call(String label, Object event, Duration limit) throws FunctionFailure {
        var context = new LocalContext(name, memory, timeout);
        var answer = new CompletableFuture<@Nullable Object>();
        // A thread of its own, so that one that never comes back can be left behind, as Lambda does; and one that does
        // not
        // inherit from its caller that nothing is to be counted.
        Thread thread = Thread.ofVirtual()
                .name(label)
                .inheritInheritableThreadLocals(false)
                .start(() -> {
                    try {
                        answer.complete(Meter.during(label, () -> handler.handleRequest(event, context)));
                    } catch (Throwable e) {
                        answer.completeExceptionally(e);
                    }
                });
        long millis = Math.min(limit.toMillis(), timeout.toMillis());
        try {
            return answer.get(millis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw FunctionFailure.thrown(name, label, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            thread.interrupt();
            throw FunctionFailure.late(name, label, millis);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw FunctionFailure.thrown(name, label, e);
        }
    }
}
