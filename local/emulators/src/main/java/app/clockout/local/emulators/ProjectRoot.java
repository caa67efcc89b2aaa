package app.clockout.local.emulators;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of template.yaml. */
public final class ProjectRoot {
    private ProjectRoot() {}

    /** What the system property {@code clockout.root} says, as Maven sets it; else found upwards from the working folder. */
    public static Path find() {
        var given = System.getProperty("clockout.root");
        if (given != null) {
            return Path.of(given);
        }
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("template.yaml"))) {
                return folder;
            }
        }
        throw new IllegalStateException("There is no template.yaml in this folder or above it.");
    }
}
