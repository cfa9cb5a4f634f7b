package dev.mortise.posix;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Lists a directory: the one reader of what {@link Posix#getdents} fills.
 *
 * <p>A {@code linux_dirent64} is {@code u64 ino; s64 off; u16 reclen; u8 type; char name[]}.
 */
public final class DirectoryEntries {

    private static final int BUFFER_BYTES = 32 * 1024;
    private static final int RECORD_LENGTH = 16;
    private static final int NAME = 19;

    private DirectoryEntries() {}

    /**
     * Visits every entry but {@code .} and {@code ..}, in the kernel's order. Entries that come or go meanwhile may or
     * may not be seen.
     *
     * @param posix the door to the kernel
     * @param fd a directory, freshly opened for reading
     * @param visitor called with each name
     * @return 0 or {@code -errno}
     */
    public static int forEach(Posix posix, int fd, Consumer<Name> visitor) {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (; ; ) {
            int filled = posix.getdents(fd, buffer);
            if (filled <= 0) {
                return filled;
            }
            visitAll(buffer, filled, visitor);
        }
    }

    private static void visitAll(byte[] buffer, int filled, Consumer<Name> visitor) {
        ByteBuffer records = ByteBuffer.wrap(buffer).order(ByteOrder.nativeOrder());
        int at = 0;
        while (at < filled) {
            int length = Short.toUnsignedInt(records.getShort(at + RECORD_LENGTH));
            byte[] name = nameAt(buffer, at + NAME);
            if (!isDot(name)) {
                visitor.accept(Name.ofBytes(name));
            }
            at += length;
        }
    }

    private static byte[] nameAt(byte[] buffer, int start) {
        int end = start;
        while (buffer[end] != 0) {
            end++;
        }
        return Arrays.copyOfRange(buffer, start, end);
    }

    private static boolean isDot(byte[] name) {
        return name[0] == '.' && (name.length == 1 || (name.length == 2 && name[1] == '.'));
    }
}
