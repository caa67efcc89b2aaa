package app.clockout.local.emulators.lambda;

import java.util.Map;

/** What the processes of {@link LambdaProcessTest} run. */
public final class SampleHandler {
    private int calls;

    public SampleHandler() {
        if ("start".equals(System.getenv("FAIL_AT"))) {
            throw new IllegalStateException("no way to start");
        }
        System.out.println("started");
    }

    public Map<String, Object> handleRequest(Map<String, String> event) throws InterruptedException {
        calls++;
        System.out.println("call " + calls);
        return switch (event.getOrDefault("do", "")) {
            case "throw" -> throw new IllegalArgumentException("bad luck");
            case "exit" -> {
                Runtime.getRuntime().halt(3);
                yield Map.of();
            }
            case "sleep" -> {
                Thread.sleep(60_000);
                yield Map.of();
            }
            default ->
                Map.of(
                        "calls",
                        calls,
                        "said",
                        event.getOrDefault("say", ""),
                        "table",
                        String.valueOf(System.getenv("TABLE_NAME")),
                        "home",
                        String.valueOf(System.getenv("HOME")),
                        "initialization",
                        String.valueOf(System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE")),
                        "megabytes",
                        Runtime.getRuntime().maxMemory() / (1024 * 1024));
        };
    }
}
