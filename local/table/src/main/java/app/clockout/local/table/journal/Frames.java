package app.clockout.local.table.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Records in a file, one after the other: each is its length, its CRC-32C, and a JSON object. */
final class Frames {
    static final int HEAD = 8;

    /** Four letters of JSON are a larger number, so lengths are told from them in a damaged file. */
    private static final int LARGEST_RECORD = 256 * 1024 * 1024;

    private static final ValueLayout.OfInt LENGTH = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private Frames() {}

    static void append(ByteArrayOutputStream out, byte[] record) {
        out.writeBytes(ByteBuffer.allocate(HEAD)
                .putInt(record.length)
                .putInt(crc(record))
                .array());
        out.writeBytes(record);
    }

    private static int crc(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /** The record that begins here, or null where none does that is whole. */
    static byte @Nullable [] read(FileChannel file, long at, long end) throws IOException {
        var head = end - at < HEAD ? null : bytes(file, at, HEAD);
        if (head == null) {
            return null;
        }
        int length = head.getInt();
        int crc = head.getInt();
        if (!isLength(length) || length > end - at - HEAD) {
            return null;
        }
        var record = bytes(file, at + HEAD, length);
        return record == null || crc(record.array()) != crc ? null : record.array();
    }

    private static boolean isLength(int length) {
        return length > 0 && length <= LARGEST_RECORD;
    }

    private static @Nullable ByteBuffer bytes(FileChannel file, long at, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, at + bytes.position()) < 0) {
                return null;
            }
        }
        return bytes.flip();
    }

    /** Whether what begins here is the beginning of a record whose end is not in the file. */
    static boolean isCutShort(FileChannel file, long at, long end) throws IOException {
        var head = end - at < HEAD ? null : bytes(file, at, HEAD);
        if (head == null) {
            return true;
        }
        int length = head.getInt();
        return isLength(length) && length > end - at - HEAD;
    }

    /** Whether a whole record begins anywhere behind this place. */
    static boolean isAnyBehind(FileChannel file, long at, long end) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var rest = file.map(MapMode.READ_ONLY, at, end - at, arena);
            for (long place = 1; place + HEAD < rest.byteSize(); place++) {
                if (mayBegin(rest, place) && read(file, at + place, end) != null) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean mayBegin(MemorySegment bytes, long place) {
        int length = bytes.get(LENGTH, place);
        return isLength(length)
                && length <= bytes.byteSize() - place - HEAD
                && bytes.get(ValueLayout.JAVA_BYTE, place + HEAD) == '{';
    }
}
