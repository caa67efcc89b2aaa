package app.clockout.local.emulators;

import com.almworks.sqlite4java.SQLite;
import com.almworks.sqlite4java.SQLiteException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The native library DynamoDB Local keeps its tables with. Maven packs one for each kind of machine into this module;
 * without one DynamoDB Local would not fail but wait forever.
 */
final class NativeSqlite {
    private static final String FOLDER = "native/";
    // Kept, because a logger that nobody holds forgets its level.
    private static final Logger LOGGER = Logger.getLogger("com.almworks.sqlite4java");

    private NativeSqlite() {}

    /**
     * Loads the library of this machine.
     *
     * @throws IllegalStateException when there is none for it
     */
    static synchronized void load() {
        LOGGER.setLevel(Level.OFF);
        String name = libraryOf(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        try (var library = NativeSqlite.class.getResourceAsStream(FOLDER + name)) {
            if (library == null) {
                throw new IllegalStateException("DynamoDB Local has no library for this machine (" + name
                        + "). Build local/emulators with Maven once, which brings those there are: Linux and Windows on"
                        + " x86-64, macOS on both.");
            }
            Path folder = Files.createTempDirectory("clockout-sqlite");
            Path file = folder.resolve(name);
            Files.copy(library, file);
            // What is registered last is deleted first.
            folder.toFile().deleteOnExit();
            file.toFile().deleteOnExit();
            SQLite.setLibraryPath(folder.toString());
            SQLite.loadLibrary();
        } catch (IOException e) {
            throw new UncheckedIOException("DynamoDB Local's library cannot be unpacked.", e);
        } catch (SQLiteException e) {
            throw new IllegalStateException("DynamoDB Local's library " + name + " cannot be loaded.", e);
        }
    }

    /** The file name that both Maven's copy has and sqlite4java looks for. */
    static String libraryOf(String os, String architecture) {
        String system = os.toLowerCase(Locale.ROOT);
        boolean arm = architecture.equals("aarch64") || architecture.equals("arm64");
        if (system.startsWith("mac")) {
            return arm ? "libsqlite4java-osx-aarch64.dylib" : "libsqlite4java-osx.dylib";
        }
        if (system.startsWith("windows")) {
            return arm ? "sqlite4java-win32-aarch64.dll" : "sqlite4java-win32-x64.dll";
        }
        return arm ? "libsqlite4java-linux-aarch64.so" : "libsqlite4java-linux-amd64.so";
    }
}
