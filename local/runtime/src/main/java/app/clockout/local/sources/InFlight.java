package app.clockout.local.sources;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages that functions have at this moment. Kept in a file, if one is given: a process that was killed leaves them
 * invisible for minutes, and the next one gives them back at once.
 */
public final class InFlight {
    private final @Nullable Path file;
    private final Set<String> lines = new LinkedHashSet<>();

    /** @param file null keeps nothing */
    public InFlight(@Nullable Path file) {
        this.file = file;
    }

    /** Hands out what the last process left, by queue and receipt handle, and forgets it. */
    public synchronized void leftOver(BiConsumer<String, String> each) {
        if (file != null && Files.exists(file)) {
            try {
                for (String line : Files.readAllLines(file)) {
                    int space = line.indexOf(' ');
                    if (space > 0) { // else cut off by the end of the process
                        each.accept(line.substring(0, space), line.substring(space + 1));
                    }
                }
                Files.delete(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    synchronized void add(String queue, Collection<String> handles) {
        if (file != null) {
            handles.forEach(handle -> lines.add(queue + " " + handle));
            write(file);
        }
    }

    synchronized void remove(String queue, Collection<String> handles) {
        if (file != null) {
            handles.forEach(handle -> lines.remove(queue + " " + handle));
            write(file);
        }
    }

    private void write(Path to) {
        try {
            Files.write(to, List.copyOf(lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
