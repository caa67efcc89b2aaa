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
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a database in a folder. Each commit is one record of {@code table.log}: its length, its CRC-32C, its JSON. A writer is
 * answered once its record is on the disk; writers that come at once share one sync. When the file has grown enough, the whole
 * state is written anew and takes its place.
 */
public final class Journal implements AutoCloseable {
    private static final int HEAD = 8;
    private static final int LARGEST_RECORD = 256 * 1024 * 1024;
    private static final long SMALL = 64L * 1024 * 1024;
    private static final int GROWTH = 3;
    private static final String NAME = "table.log";

    private final Path folder;
    private final Database database;
    private final FileChannel lockFile;
    private final FileLock lock;
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
        this.lock = lock(lockFile, folder);
        Files.deleteIfExists(folder.resolve(NAME + ".new"));
        var path = folder.resolve(NAME);
        this.file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        this.size = replay(trouble);
        file.position(size);
        this.compactAt = Math.max(small, GROWTH * size);
    }

    /**
     * Fills a database, which is empty, with what the folder holds, and keeps it from then on.
     *
     * @param trouble where a damaged end is told of, which is cut off and kept aside
     * @throws UncheckedIOException when the folder cannot be read or written, or is another process's
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
            throw new UncheckedIOException("The folder for the table, " + folder + ", cannot be used.", e);
        }
    }

    private static FileLock lock(FileChannel file, Path folder) throws IOException {
        try {
            var lock = file.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            // said below
        }
        file.close();
        throw new IOException("Another table has " + folder + " open.");
    }

    /** Reads record by record; gives the length of what is whole. */
    private long replay(PrintStream trouble) throws IOException {
        long at = 0;
        long end = file.size();
        while (at < end) {
            var record = read(at, end);
            if (record == null) {
                setAside(at, trouble);
                return at;
            }
            database.replay(Records.read(record, database.snapshot()));
            at += HEAD + record.length;
        }
        return at;
    }

    private byte @Nullable [] read(long at, long end) throws IOException {
        var head = read(at, HEAD);
        if (head == null) {
            return null;
        }
        int length = head.getInt();
        int crc = head.getInt();
        if (length <= 0 || length > LARGEST_RECORD || length > end - at - HEAD) {
            return null;
        }
        var record = read(at + HEAD, length);
        return record == null || crc(record.array()) != crc ? null : record.array();
    }

    private @Nullable ByteBuffer read(long at, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, at + bytes.position()) < 0) {
                return null;
            }
        }
        return bytes.flip();
    }

    private void setAside(long from, PrintStream trouble) throws IOException {
        var aside = unused("damaged-" + from);
        try (var copy = FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long length = file.size() - from;
            for (long done = 0; done < length; ) {
                done += file.transferTo(from + done, length - done, copy);
            }
            trouble.println("The table's journal was cut off in the middle of a record: its last " + length
                    + " bytes are in " + aside + " now.");
        }
        file.truncate(from);
        file.force(true);
    }

    /** The same place can be damaged again, and what was kept of the first time stays. */
    private Path unused(String name) {
        var path = folder.resolve(name);
        for (int time = 2; Files.exists(path); time++) {
            path = folder.resolve(name + "-" + time);
        }
        return path;
    }

    private static int crc(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static void frame(ByteArrayOutputStream out, byte[] record) {
        out.writeBytes(ByteBuffer.allocate(HEAD)
                .putInt(record.length)
                .putInt(crc(record))
                .array());
        out.writeBytes(record);
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
            frame(pending, Records.write(commit));
            size += pending.size() - before;
            position = ++appended;
        }
        return () -> sync(position);
    }

    private void checkWhole() {
        if (broken != null) {
            throw new UncheckedIOException("The table's journal cannot be written any more.", broken);
        }
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
            write(file, batch);
            file.force(false);
            synced = last;
        } catch (IOException e) {
            broken = e;
            throw new UncheckedIOException(e);
        } finally {
            syncing.unlock();
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
            Files.move(path, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
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
            broken = e;
            throw new UncheckedIOException(e);
        } finally {
            syncing.unlock();
        }
    }

    private static void flush(FileChannel file, ByteArrayOutputStream batch, Commit commit) {
        try {
            frame(batch, Records.write(commit));
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
            sync(appended);
            file.close();
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
