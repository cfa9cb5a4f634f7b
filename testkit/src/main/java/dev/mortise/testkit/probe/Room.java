package dev.mortise.testkit.probe;

import dev.mortise.posix.DirectoryEntries;
import dev.mortise.posix.Errno;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.KernelRefusedException;
import java.util.HexFormat;

/**
 * A private directory for a trial, under a name that nobody can guess. {@link #remove} may come from any thread and more
 * than once; after it the room is never made.
 */
public final class Room {

    private static final int OWNER_ONLY = 0700;
    private static final int OPEN_FLAGS = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_NOFOLLOW | Posix.O_CLOEXEC;
    private static final int NAME_BYTES = 16;
    private static final int MOST_TRIES = 100;

    private final Posix posix;
    private final int parent;
    private final Name name;
    private boolean made;
    private boolean ended;

    /**
     * Names a room; nothing is made yet.
     *
     * @param posix the door to the kernel
     * @param parent descriptor of the directory in which it will lie
     */
    public Room(Posix posix, int parent) {
        this.posix = posix;
        this.parent = parent;
        byte[] chance = new byte[NAME_BYTES];
        KernelRefusedException.require("getrandom", posix.random(chance));
        this.name = Name.of(".mortise-doctor-" + HexFormat.of().formatHex(chance));
    }

    /**
     * Its name in the parent.
     *
     * @return the name
     */
    public Name name() {
        return name;
    }

    /**
     * Makes and opens it.
     *
     * @return a descriptor of it, or {@code -errno} and nothing is left
     */
    public synchronized int make() {
        if (ended) {
            return -Errno.ECANCELED;
        }
        int result = posix.mkdirat(parent, name.terminated(), OWNER_ONLY);
        if (result < 0) {
            return result;
        }
        made = true;
        int room = posix.openat(parent, name.terminated(), OPEN_FLAGS, 0);
        if (room < 0) {
            remove();
        }
        return room;
    }

    /**
     * Removes it with all that is in it, if it was made.
     *
     * @return 0 or {@code -errno}
     */
    public synchronized int remove() {
        ended = true;
        return made ? remove(posix, parent, name) : 0;
    }

    /**
     * Removes a room with all that is in it. A file may still be made while this goes on, though not after it: a
     * directory without a name takes no entries.
     *
     * @param posix the door to the kernel
     * @param parent descriptor of the directory in which it lies
     * @param name its name
     * @return 0, also when it is gone already, or {@code -errno}
     */
    public static int remove(Posix posix, int parent, Name name) {
        int result = -Errno.ENOTEMPTY;
        for (int tries = 0; result == -Errno.ENOTEMPTY && tries < MOST_TRIES; tries++) {
            empty(posix, parent, name);
            result = posix.unlinkat(parent, name.terminated(), Posix.AT_REMOVEDIR);
        }
        return result == -Errno.ENOENT ? 0 : result;
    }

    private static void empty(Posix posix, int parent, Name name) {
        int room = posix.openat(parent, name.terminated(), OPEN_FLAGS, 0);
        if (room >= 0) {
            DirectoryEntries.forEach(posix, room, entry -> posix.unlinkat(room, entry.terminated(), 0));
            posix.close(room);
        }
    }
}
