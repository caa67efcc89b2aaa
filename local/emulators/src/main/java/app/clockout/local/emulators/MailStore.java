package app.clockout.local.emulators;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** The mails caught so far, newest first; in a folder as well, if one is given. */
final class MailStore {
    private static final String SUFFIX = ".mail";

    /** What is known without parsing. The message is deflated: tens of thousands of mails must fit into memory. */
    record Kept(String to, String kind, Instant sentAt, ByteBuffer deflated) {}

    private final @Nullable Path folder;
    private final List<Kept> oldestFirst = new ArrayList<>();
    private long number;

    MailStore(@Nullable Path folder) {
        this.folder = folder;
        if (folder != null) {
            read(folder);
        }
    }

    synchronized void add(String to, String kind, Instant sentAt, byte[] message) {
        var kept = new Kept(to, kind, sentAt, deflated(message));
        number++;
        if (folder != null) {
            write(folder.resolve("%010d%s".formatted(number, SUFFIX)), kept, message);
        }
        oldestFirst.add(kept);
    }

    List<CaughtMail> newestFirst(Predicate<Kept> filter) {
        List<Kept> matching;
        synchronized (this) {
            matching = oldestFirst.reversed().stream().filter(filter).toList();
        }
        return matching.stream().map(MailStore::parsed).toList();
    }

    synchronized List<String> recipients(Predicate<Kept> filter) {
        return oldestFirst.reversed().stream().filter(filter).map(Kept::to).toList();
    }

    synchronized int size() {
        return oldestFirst.size();
    }

    synchronized long count(Predicate<Kept> filter) {
        return oldestFirst.stream().filter(filter).count();
    }

    synchronized void clear() {
        oldestFirst.clear();
        if (folder != null) {
            try {
                for (Path file : files(folder)) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The mails in " + folder + " cannot be deleted.", e);
            }
        }
    }

    private static CaughtMail parsed(Kept kept) {
        try {
            return RawMail.read(inflated(kept.deflated().array())).caught(kept.to(), kept.kind(), kept.sentAt());
        } catch (SesRefusal e) {
            throw new IllegalStateException("A mail that was taken cannot be read.", e);
        }
    }

    private static ByteBuffer deflated(byte[] message) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(bytes)) {
            out.write(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    private static byte[] inflated(byte[] deflated) {
        try (var in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Three lines of envelope, then the message byte for byte. */
    private static void write(Path file, Kept kept, byte[] message) {
        String envelope = kept.to() + "\n" + kept.kind() + "\n" + kept.sentAt() + "\n";
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(envelope.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(message);
        try {
            // Moved into place, so that a run that is killed leaves no half of a mail.
            Path whole = Files.write(file.resolveSibling(file.getFileName() + ".part"), bytes.toByteArray());
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The mail " + file + " cannot be written.", e);
        }
    }

    private void read(Path from) {
        try {
            Files.createDirectories(from);
            for (Path file : files(from)) {
                byte[] content = Files.readAllBytes(file);
                int start = 0;
                var envelope = new ArrayList<String>();
                for (int i = 0; envelope.size() < 3; i++) {
                    if (content[i] == '\n') {
                        envelope.add(new String(content, start, i - start, StandardCharsets.UTF_8));
                        start = i + 1;
                    }
                }
                oldestFirst.add(new Kept(
                        envelope.get(0),
                        envelope.get(1),
                        Instant.parse(envelope.get(2)),
                        deflated(Arrays.copyOfRange(content, start, content.length))));
                String name = file.getFileName().toString();
                number = Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The mails in " + from + " cannot be read.", e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }
}
