package app.clockout.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where the AWS services are that the network runs on. */
public sealed interface Aws {
    /**
     * In this process.
     *
     * @param data the folder in which everything is kept; empty keeps it in memory
     */
    record Embedded(Optional<Path> data) implements Aws {}

    /**
     * Behind one address, as LocalStack serves them. They keep what they have for as long as they run.
     *
     * @param address without a path, such as {@code http://localhost:4566}
     * @param stack what the names of table, queues and configuration set begin with there
     */
    record Endpoint(URI address, String stack) implements Aws {
        /** The stack that is meant where nobody names another. */
        static final String STACK = "clockout";
    }
}
