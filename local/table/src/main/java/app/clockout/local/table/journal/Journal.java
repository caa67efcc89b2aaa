package app.clockout.local.table.journal;

import app.clockout.local.table.core.Commit;
import app.clockout.local.table.core.Database;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a database in a folder. Each commit is one record of {@code table.log}: its length, its CRC-32C, its JSON. A writer is
 * answered once its record is on the disk; writers that come at once share one sync. When the file has grown enough, the whole
 * state is written anew and takes its place.
 */
public final class Journal implements AutoCloseable {
    private static final long MOST_CUT_OFF = 1024 * 1024;
    private static final long SMALL = 64L * 1024 * 1024;
    private static final int GROWTH = 3;
    private static final String NAME = "table.log";

    private final Path folder;
    private final Database database;
    private final FileChannel lockFile;
    private final FileLock lock; // held here too, or the JVM would forget it
    private final ReentrantLock syncing = new ReentrantLock();
    private final Object appending = new Object();
    private final long small;
    private FileChannel file;
    private ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private long appended;
    private volatile long synced;
    private long size;
    private long compactAt;
    private volatile @Nullable IOException broken;

    private Journal(Path folder, Database database, PrintStream trouble, long small) throws IOException {
        this.small = small;
        this.folder = folder;
        this.database = database;
        Files.createDirectories(folder);
        this.lockFile = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            this.lock = lock();
            this.file = FileChannel.open(
                    path(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            lockFile.close();
            throw e;
        }
        try {
            this.size = replay(trouble);
            file.position(size);
            Files.deleteIfExists(folder.resolve(NAME + ".new"));
        } catch (IOException e) {
            closeFiles();
            throw e;
        }
        this.compactAt = Math.max(small, GROWTH * size);
    }

    /**
     * Fills a database, which is empty, with what the folder holds, and keeps it from then on.
     *
     * @param trouble where it is told that the last record was cut short, which is kept aside
     * @throws UncheckedIOException when the folder cannot be read or written, is another process's, or is damaged in a way that
     *     no kill explains; its message says all of that in one line
     */
    public static Journal open(Path folder, Database database, PrintStream trouble) {
        return open(folder, database, trouble, SMALL);
    }

    /** @param small bytes that a file may always have before it is written anew */
    public static Journal open(Path folder, Database database, PrintStream trouble, long small) {
        try {
            var journal = new Journal(folder, database, trouble, small);
            database.record(journal::append);
            return journal;
        } catch (IOException e) {
            // The system's exceptions say the file alone; their names say what is wrong with it.
            var reason = e.getClass() == IOException.class ? e.getMessage() : e.toString();
            throw new UncheckedIOException("The folder for the table, " + folder + ", cannot be used: " + reason, e);
        }
    }

    private Path path() {
        return folder.resolve(NAME);
    }

    private FileLock lock() throws IOException {
        try {
            var lock = lockFile.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            // said below
        }
        throw new IOException("another table has it open.");
    }

    /** Reads record by record; gives the length of what is whole. */
    private long replay(PrintStream trouble) throws IOException {
        long at = 0;
        long end = file.size();
        while (at < end) {
            var record = Frames.read(file, at, end);
            if (record == null) {
                checkLast(at, end);
                setAside(at, end, trouble);
                return at;
            }
            replay(record, at, end);
            at += Frames.HEAD + record.length;
        }
        return at;
    }

    private void replay(byte[] record, long at, long end) throws IOException {
        try {
            database.replay(Records.read(record, database.snapshot()));
        } catch (RuntimeException e) {
            throw new IOException(
                    NAME + " has a record at byte " + at + " of " + end + " that is whole and not understood (" + e
                            + "). Another version may have written it. Nothing was changed.",
                    e);
        }
    }

    /** A kill or a power cut leaves a last record that is not whole. What is more than that is for a person to decide about. */
    private void checkLast(long at, long end) throws IOException {
        boolean isLast = end - at <= MOST_CUT_OFF || Frames.isCutShort(file, at, end);
        if (!isLast || Frames.isAnyBehind(file, at, end)) {
            throw new IOException(NAME + " is damaged at byte " + at + " of " + end + ", which is not its last record: "
                    + (end - at) + " bytes would be lost. Nothing was changed. Copy the folder; then `truncate -s " + at
                    + " "
                    + path() + "` lets the table begin with what was written before.");
        }
    }

    private void setAside(long from, long end, PrintStream trouble) throws IOException {
        var aside = unused("damaged-" + from);
        try (var copy = FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long done = from; done < end; ) {
                done += file.transferTo(done, end - done, copy);
            }
            copy.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(aside);
            throw new IOException(
                    "the last record of " + NAME + " was cut short, and its " + (end - from)
                            + " bytes cannot be kept in " + aside.getFileName() + " (" + e.getMessage()
                            + "). Nothing was changed.",
                    e);
        }
        file.truncate(from);
        file.force(true);
        trouble.println("The table's journal was cut off in the middle of a record: its last " + (end - from) + " of "
                + end + " bytes are in " + aside + " now.");
    }

    /** The same place can be damaged again, and what was kept of the first time stays. */
    private Path unused(String name) {
        var path = folder.resolve(name);
        for (int time = 2; Files.exists(path); time++) {
            path = folder.resolve(name + "-" + time);
        }
        return path;
    }

    /** Called under the database's lock, before the commit is true; gives what the writer waits for. */
    private Runnable append(Commit commit) {
        checkWhole();
        if (size > compactAt) {
            compact();
        }
        long position;
        synchronized (appending) {
            int before = pending.size();
            Frames.append(pending, Records.write(commit));
            size += pending.size() - before;
            position = ++appended;
        }
        return () -> sync(position);
    }

    private void checkWhole() {
        if (broken != null) {
            throw refusal(broken);
        }
    }

    /** From here on nothing is written: what this state holds and the disk does not would be in all that follows. */
    private UncheckedIOException broken(IOException e) {
        broken = e;
        return refusal(e);
    }

    private UncheckedIOException refusal(IOException e) {
        return new UncheckedIOException(
                "The table's journal, " + path() + ", cannot be written (" + e.getMessage()
                        + "). Make that good and start again: every write that was answered is there.",
                e);
    }

    /** Comes back once this record is on the disk, with all that were appended meanwhile. */
    private void sync(long position) {
        if (synced >= position) {
            return;
        }
        syncing.lock();
        try {
            if (synced >= position) {
                return;
            }
            checkWhole();
            ByteArrayOutputStream batch;
            long last;
            synchronized (appending) {
                batch = pending;
                last = appended;
                pending = new ByteArrayOutputStream(batch.size());
            }
            writeWhole(batch);
            file.force(false);
            synced = last;
        } catch (IOException e) {
            throw broken(e);
        } finally {
            syncing.unlock();
        }
    }

    /** What of it still fits on a full disk is no whole record, and is taken back, so that the next start finds none cut short. */
    private void writeWhole(ByteArrayOutputStream batch) throws IOException {
        long from = file.position();
        try {
            write(file, batch);
        } catch (IOException e) {
            try {
                file.truncate(from);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private static void write(FileChannel file, ByteArrayOutputStream batch) throws IOException {
        var bytes = ByteBuffer.wrap(batch.toByteArray());
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** Writes the state as it is into a new file, which then takes the old one's place. Writers wait meanwhile. */
    private void compact() {
        syncing.lock();
        try {
            var path = folder.resolve(NAME + ".new");
            var fresh = FileChannel.open(
                    path,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            var batch = new ByteArrayOutputStream();
            Records.all(database.snapshot(), database.now(), commit -> flush(fresh, batch, commit));
            write(fresh, batch);
            fresh.force(true);
            Files.move(path, path(), StandardCopyOption.ATOMIC_MOVE);
            syncFolder();
            file.close();
            synchronized (appending) {
                // All of it is in the state, and so in the new file.
                pending.reset();
                synced = appended;
            }
            file = fresh;
            size = fresh.position();
            compactAt = Math.max(small, GROWTH * size);
        } catch (IOException e) {
            throw broken(e);
        } catch (UncheckedIOException e) {
            throw broken(Objects.requireNonNull(e.getCause()));
        } finally {
            syncing.unlock();
        }
    }

    private static void flush(FileChannel file, ByteArrayOutputStream batch, Commit commit) {
        try {
            Frames.append(batch, Records.write(commit));
            write(file, batch);
            batch.reset();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So that the new name outlives a power cut too; where folders cannot be opened, they need not be. */
    private void syncFolder() {
        try (var opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        } catch (IOException e) {
            // Windows.
        }
    }

    @Override
    public void close() {
        try {
            if (broken == null) {
                sync(appended);
            }
            closeFiles();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void closeFiles() throws IOException {
        file.close();
        lock.release();
        lockFile.close();
    }
}
