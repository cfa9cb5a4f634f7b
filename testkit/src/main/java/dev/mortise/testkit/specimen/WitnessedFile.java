package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * What the locks have in common whose published file is locked by its owner: whoever gets the lock of a file knows that a label like
 * its own in it is a dead owner's. A label without {@link #MARK} is a stranger's, who locks nothing, and is judged by the number in it.
 */
abstract class WitnessedFile implements Contended {

    /** What labels of this kind begin with. */
    static final String MARK = "m";

    final Posix posix;
    final Entry lock;
    final Entry draft;
    private int held = -1;

    WitnessedFile(Posix posix, int directory, Name name) {
        this.posix = posix;
        this.lock = new Entry(posix, directory, name);
        this.draft = lock.beside("." + Pid.own(posix));
    }

    @Override
    public final void acquire() {
        int fd = draft();
        do {
            posix.checkpoint("witnessed", fd);
        } while (!tryAcquire());
        held = fd;
    }

    private int draft() {
        int fd = draft.create();
        Flocks.exclusive(posix, fd);
        draft.write(fd, MARK + Pid.own(posix), 0);
        return fd;
    }

    private boolean tryAcquire() {
        if (publish()) {
            return true;
        }
        int other = lock.open();
        if (other < 0) {
            return false;
        }
        boolean removed = removeIfDead(other);
        posix.close(other);
        if (!removed) {
            Poll.pause(posix);
        }
        return false;
    }

    /** Makes the draft appear under the lock's name; false if that is taken. */
    abstract boolean publish();

    /** Locks an open file, judges it, and removes it by name if its owner is dead. */
    abstract boolean removeIfDead(int other);

    final boolean isDead(String label) {
        return label.startsWith(MARK) || Pid.isDead(posix, label);
    }

    @Override
    public final void release() {
        lock.remove();
        posix.close(held);
        held = -1;
    }
}
