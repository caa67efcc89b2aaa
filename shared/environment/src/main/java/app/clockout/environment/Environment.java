package app.clockout.environment;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * Everything a function takes from where it runs. Lambda's is {@link #ofLambda()}; the local runtime and the tests
 * pass their own to a handler's second constructor, and that is the only difference between the two.
 *
 * @param variables the environment variables, as template.yaml sets them
 * @param clock what time it is, to every rule, expiry and signature
 * @param random where ids and secrets come from; must be cryptographically strong outside of tests
 * @param threads how to wait, and how to do several things at once
 * @param connect points a client at its service: region, credentials, endpoint
 */
public record Environment(
        Map<String, String> variables,
        InstantSource clock,
        RandomGenerator random,
        Threads threads,
        Consumer<AwsClientBuilder<?, ?>> connect) {

    public Environment {
        variables = Map.copyOf(variables);
    }

    /** An environment that waits in earnest. */
    public Environment(
            Map<String, String> variables,
            InstantSource clock,
            RandomGenerator random,
            Consumer<AwsClientBuilder<?, ?>> connect) {
        this(variables, clock, random, new Threads(), connect);
    }

    /** The environment of a deployed function. */
    public static Environment ofLambda() {
        var variables = System.getenv();
        return new Environment(variables, InstantSource.system(), new SecureRandom(), builder -> {
            builder.region(Region.of(variables.get("AWS_REGION"))).credentialsProvider(credentials(variables));
            var endpoint = variables.get("AWS_ENDPOINT_URL");
            if (endpoint != null) {
                builder.endpointOverride(URI.create(endpoint));
            }
        });
    }

    /** A function that starts from a snapshot is given its credentials at an address, as they would grow old in variables. */
    private static AwsCredentialsProvider credentials(Map<String, String> variables) {
        return variables.containsKey("AWS_CONTAINER_CREDENTIALS_FULL_URI")
                ? ContainerCredentialsProvider.create()
                : EnvironmentVariableCredentialsProvider.create();
    }

    /**
     * One variable.
     *
     * @throws IllegalStateException when the template does not set it: a function that starts without what it needs
     *     would only fail later, during a request
     */
    public String variable(String name) {
        var value = variableOrEmpty(name);
        if (value.isBlank()) {
            throw notSet(name);
        }
        return value;
    }

    /** One variable that may be set to nothing; fails like {@link #variable} where it is not set at all. */
    public String variableOrEmpty(String name) {
        var value = variables.get(name);
        if (value == null) {
            throw notSet(name);
        }
        return value;
    }

    private static IllegalStateException notSet(String name) {
        return new IllegalStateException("The environment variable " + name + " is not set.");
    }

    /** One variable that is a whole number; fails like {@link #variable}. */
    public int number(String name) {
        return Integer.parseInt(variable(name));
    }

    /** One variable as what it stands for; fails like {@link #variable}, also where it is none. */
    public <T> T parsed(String name, Function<String, Optional<T>> reading) {
        return reading.apply(variable(name))
                .orElseThrow(() -> new IllegalStateException("The environment variable " + name + " cannot be read."));
    }

    /** A client of one AWS service over the JDK's own HTTP client. Made once, at start, and kept. */
    public <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(B builder) {
        builder.httpClient(Http.CLIENT).defaultsMode(DefaultsMode.IN_REGION);
        connect.accept(builder);
        return builder.build();
    }

    /** One for all clients of a function, as each reads the list of trusted authorities; it keeps nothing else. */
    private static final class Http {
        /** What {@link DefaultsMode#IN_REGION} gives a client that makes its own. */
        private static final Duration CONNECT_WITHIN = Duration.ofMillis(1100);

        static final SdkHttpClient CLIENT = UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_WITHIN)
                .build();
    }
}
