package app.clockout.local.emulators.lambda;

/** What came of an invocation. */
public sealed interface LambdaAnswer {
    /** What the function gave back. */
    record Given(String json) implements LambdaAnswer {}

    /**
     * The function threw, did not start, ended or took too long.
     *
     * @param json Lambda's {@code errorMessage} and {@code errorType}, and the stack trace of what was thrown
     */
    record FunctionError(String json) implements LambdaAnswer {}
}
