package app.clockout.local.sources;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How far each shard of the stream has been handed on, as the sequence number of the last record; in a file, if one is given. */
public final class Checkpoints {
    private final @Nullable Path file;
    private final Map<String, String> sequenceNumbers = new TreeMap<>();

    /** @param file null keeps nothing */
    public Checkpoints(@Nullable Path file) {
        this.file = file;
        if (file != null && Files.exists(file)) {
            try {
                for (String line : Files.readAllLines(file)) {
                    int space = line.indexOf(' ');
                    sequenceNumbers.put(line.substring(0, space), line.substring(space + 1));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The stream's checkpoint " + file + " cannot be read.", e);
            }
        }
    }

    synchronized Optional<String> of(String shard) {
        return Optional.ofNullable(sequenceNumbers.get(shard));
    }

    synchronized void set(String shard, String sequenceNumber) {
        sequenceNumbers.put(shard, sequenceNumber);
        save();
    }

    synchronized void clear(String shard) {
        sequenceNumbers.remove(shard);
        save();
    }

    private void save() {
        if (file == null) {
            return;
        }
        try {
            // Whole or not at all, also when the process is killed.
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.write(
                    next,
                    sequenceNumbers.entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue())
                            .toList());
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The stream's checkpoint " + file + " cannot be written.", e);
        }
    }
}
