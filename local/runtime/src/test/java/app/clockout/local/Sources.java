package app.clockout.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What is written under {@code functions/} and {@code shared/} and deployed: not tests, and nothing made by the build. */
final class Sources {
    // Where tests run in two processes, Maven looks for them in its own, which knows the folder by another name.
    static final Path ROOT =
            Path.of(System.getProperty("clockout.root", System.getProperty("maven.multiModuleProjectDirectory", "")));

    /** A file of Java, whose name is its type's. */
    record Source(Path file, String text) {
        String type() {
            return file.getFileName().toString().replace(".java", "");
        }

        long lines() {
            return text.lines().count();
        }

        @Override
        public String toString() {
            return ROOT.relativize(file).toString();
        }
    }

    private Sources() {}

    static List<Source> deployed() {
        return Stream.of("functions", "shared")
                .flatMap(folder -> in(folder).stream())
                .toList();
    }

    /** Of all modules in a folder. */
    static List<Source> in(String folder) {
        try (var modules = Files.list(ROOT.resolve(folder))) {
            return modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(Sources::javaFiles)
                    .sorted()
                    .map(file -> new Source(file, read(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
