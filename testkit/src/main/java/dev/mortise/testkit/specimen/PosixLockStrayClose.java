package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;
import dev.mortise.testkit.KernelRefusedException;
import dev.mortise.testkit.RecordLocks;

/**
 * <strong>Broken.</strong> A record lock of the old kind, {@code F_SETLKW}, in a program of which another part reads the same file.
 *
 * <p>Problem: such a lock belongs to the process and the file. It is lost as soon as the process closes any descriptor of the file, also
 * one that had nothing to do with it.
 *
 * <pre>
 *   P.1  openat(L), F_SETLKW    P is inside
 *   P.2  openat(L), read        who holds it? a message wants to say
 *   P.3  close                  and with it the lock
 *   Q.1  openat(L), F_SETLKW    granted: Q is inside as well
 * </pre>
 *
 * <p>Consequence: two holders, and no call failed. {@code FileChannel.lock} is this kind.
 *
 * <p>Instead: locks of an open file description, {@code flock} or {@code F_OFD_SETLKW}. The port has no other.
 */
public final class PosixLockStrayClose implements Contended {

    private final Posix posix;
    private final RecordLocks locks;
    private final Entry lock;
    private int held = -1;

    /**
     * Makes the lock; nothing is created before it is taken.
     *
     * @param posix the door to the kernel
     * @param locks record locks of the old kind, on the same kernel
     * @param directory descriptor of the lock file's directory
     * @param name the lock file's name
     */
    public PosixLockStrayClose(Posix posix, RecordLocks locks, int directory, Name name) {
        this.posix = posix;
        this.locks = locks;
        this.lock = new Entry(posix, directory, name);
    }

    @Override
    public void acquire() {
        held = lock.openOrCreate();
        KernelRefusedException.require("F_SETLKW", locks.lock(held, Posix.F_WRLCK, 0, 0, true));
        lock.read();
    }

    @Override
    public void release() {
        posix.close(held);
        held = -1;
    }
}
