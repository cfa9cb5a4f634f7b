package dev.mortise.testkit.model;

import dev.mortise.posix.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Entries of a directory as {@code getdents64} fills them. A position is the key of what comes next, so it stays right
 * whatever entries come and go.
 *
 * <p>File systems list in whatever order suits them. Here it is the order of the keys or, where the adversary prefers it, the reverse: so of
 * any two entries either comes first.
 */
final class Listing {

    private static final int NAME = 19;
    private static final int ALIGNMENT = 8;
    private static final int TYPE_SHIFT = 12;
    private static final long DOT = 0;
    private static final long DOT_DOT = 1;
    /** Marks a position of a listing that goes from the last key down. */
    private static final long DOWN = 1L << 62;

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
        int index = next <= DOT_DOT ? 0 : index();
        return next <= DOT_DOT || (index >= 0 && index < inode.directory().count());
    }

    /** Of the entry that comes next; outside of the directory if there is none. */
    private int index() {
        Directory entries = inode.directory();
        return goesDown() ? entries.firstFrom((next & ~DOWN) + 1) - 1 : entries.firstFrom(next);
    }

    private boolean goesDown() {
        return (next & DOWN) != 0;
    }

    private boolean addNext() {
        if (next == DOT) {
            return add(Component.DOT, inode.number(), DOT_DOT);
        }
        Directory entries = inode.directory();
        if (next == DOT_DOT) {
            return add(Component.DOT_DOT, entries.parent(), begin(entries));
        }
        int index = index();
        Component name = entries.name(index);
        return add(name, entries.inode(index), goesDown() ? DOWN | name.key() - 1 : name.key() + 1);
    }

    private long begin(Directory entries) {
        boolean down = entries.count() > 1 && machine.choose(2) == 1;
        return down ? DOWN | DOWN - 1 : Component.FIRST_KEY;
    }

    private boolean add(Component name, int number, long following) {
        int length = (NAME + name.bytes().length + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        if (length > records.remaining()) {
            return false;
        }
        int end = records.position() + length;
        records.putLong(number).putLong(following).putShort((short) length);
        records.put((byte) ((machine.tell(number).metadata().mode() & Metadata.TYPE) >>> TYPE_SHIFT));
        records.put(name.bytes()).position(end);
        next = following;
        return true;
    }
}
