package dev.mortise.testkit.model;

import dev.mortise.posix.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Entries of a directory as {@code getdents64} fills them. A position is the key of what comes next, so it stays right
 * whatever entries come and go.
 */
final class Listing {

    private static final int NAME = 19;
    private static final int ALIGNMENT = 8;
    private static final int TYPE_SHIFT = 12;
    private static final long DOT = 0;
    private static final long DOT_DOT = 1;

    private final Machine machine;
    private final Inode inode;
    private final ByteBuffer records;
    private long next;

    Listing(Machine machine, Inode inode, long position, int capacity) {
        this.machine = machine;
        this.inode = inode;
        this.records = ByteBuffer.allocate(capacity).order(ByteOrder.nativeOrder());
        this.next = position;
    }

    /** Where the next listing begins. */
    long next() {
        return next;
    }

    Result result() {
        boolean more = hasNext();
        while (more && addNext()) {
            more = hasNext();
        }
        int filled = records.position();
        if (filled == 0) {
            return more ? Result.error(Errno.EINVAL) : Result.of(0);
        }
        return Result.of(filled, Bytes.owning(Arrays.copyOf(records.array(), filled)));
    }

    private boolean hasNext() {
        return next <= DOT_DOT
                || inode.directory().firstFrom(next) < inode.directory().count();
    }

    private boolean addNext() {
        if (next == DOT) {
            return add(Component.DOT, inode.number(), DOT_DOT);
        }
        Directory entries = inode.directory();
        if (next == DOT_DOT) {
            return add(Component.DOT_DOT, entries.parent(), Component.FIRST_KEY);
        }
        int index = entries.firstFrom(next);
        Component name = entries.name(index);
        return add(name, entries.inode(index), name.key() + 1);
    }

    private boolean add(Component name, int number, long following) {
        int length = (NAME + name.bytes().length + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        if (length > records.remaining()) {
            return false;
        }
        int end = records.position() + length;
        records.putLong(number).putLong(following).putShort((short) length);
        records.put((byte) ((machine.inode(number).metadata().mode() & Metadata.TYPE) >>> TYPE_SHIFT));
        records.put(name.bytes()).position(end);
        next = following;
        return true;
    }
}
