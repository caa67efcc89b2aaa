package app.clockout.local.emulators.lambda;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipInputStream;

/** Zips, each unpacked once as Lambda does into {@code /var/task}, in a temporary folder that ends with this JVM. */
final class TaskRoots {
    private record Code(Path zip, FileTime builtAt) {}

    private static final Path FOLDER = temporaryFolder();
    private static final Map<Code, Path> UNPACKED = new ConcurrentHashMap<>();

    private TaskRoots() {}

    /** The folder with a zip's content. */
    static Path of(Path zip) {
        try {
            var absolute = zip.toAbsolutePath().normalize();
            if (!Files.exists(absolute)) {
                throw new IllegalArgumentException("There is no " + absolute + "; `make package` builds it.");
            }
            return UNPACKED.computeIfAbsent(new Code(absolute, Files.getLastModifiedTime(absolute)), TaskRoots::unpack);
        } catch (IOException e) {
            throw new UncheckedIOException("The zip " + zip + " cannot be read.", e);
        }
    }

    /** A new empty file beside them. */
    static Path logOf(LambdaFunction function) {
        try {
            return Files.createTempFile(FOLDER, function.name() + "-", ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path unpack(Code code) {
        try {
            var root = Files.createTempDirectory(FOLDER, "task-");
            try (var zip = new ZipInputStream(Files.newInputStream(code.zip()))) {
                for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    var target = root.resolve(entry.getName()).normalize();
                    if (!target.startsWith(root)) {
                        throw new IOException("An entry points out of the zip: " + entry.getName());
                    }
                    if (entry.isDirectory()) {
                        Files.createDirectories(target);
                    } else {
                        Files.createDirectories(target.getParent());
                        Files.copy(zip, target);
                    }
                }
            }
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException("The zip " + code.zip() + " cannot be unpacked.", e);
        }
    }

    private static Path temporaryFolder() {
        try {
            var folder = Files.createTempDirectory("clockout-lambda-");
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> remove(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
