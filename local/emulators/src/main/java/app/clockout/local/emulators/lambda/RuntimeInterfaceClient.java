package app.clockout.local.emulators.lambda;

import app.clockout.local.emulators.ProjectRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Amazon's runtime interface client, as Maven puts it into this module's target folder. No zip of ours has it, as Lambda brings it. */
final class RuntimeInterfaceClient {
    private static final Path FOLDER =
            ProjectRoot.find().resolve("local/emulators/target/runtime").toAbsolutePath();
    private static final List<Path> JARS = jars();
    private static final Path NATIVE = TaskRoots.of(JARS.stream()
                    .filter(jar -> jar.getFileName().toString().startsWith("aws-lambda-java-runtime-interface-client"))
                    .findFirst()
                    .orElseThrow())
            .resolve("jni/libaws-lambda-jni.linux-%s.so"
                    .formatted(
                            switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
                                case "aarch64" -> "aarch_64";
                                default -> "x86_64";
                            }));

    private RuntimeInterfaceClient() {}

    static Path folder() {
        return FOLDER;
    }

    static String classPath() {
        return JARS.stream().map(Path::toString).collect(Collectors.joining(":"));
    }

    /** Given by name as Lambda does: else each process would unpack it to the same place, which two at once cannot. */
    static Path nativeLibrary() {
        return NATIVE;
    }

    private static List<Path> jars() {
        try (var files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "There is no runtime interface client in " + FOLDER + "; build this module.", e);
        }
    }
}
