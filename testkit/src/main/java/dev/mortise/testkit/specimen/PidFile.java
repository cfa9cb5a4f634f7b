package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;
import org.jspecify.annotations.Nullable;

/**
 * What the locks have in common that are a file with its owner's number in it: {@code O_EXCL} decides who creates it, a dead
 * owner's file is taken over somehow, and whoever leaves removes it by name.
 */
abstract class PidFile implements Contended {

    final Posix posix;
    final Entry lock;

    PidFile(Posix posix, int directory, Name name) {
        this.posix = posix;
        this.lock = new Entry(posix, directory, name);
    }

    @Override
    public final void acquire() {
        do {
            posix.checkpoint("pid file", 0);
        } while (!tryAcquire());
    }

    private boolean tryAcquire() {
        if (create()) {
            return true;
        }
        String text = look();
        if (text != null) {
            takeOverOrWait(text);
        }
        return false;
    }

    private void takeOverOrWait(String text) {
        if (isFree(text)) {
            takeOver(text);
        } else {
            Poll.pause(posix);
        }
    }

    /** Creates the file; false if there is one. */
    boolean create() {
        return lock.create(Pid.own(posix));
    }

    /** Reads the file; null if there is none any more. */
    @Nullable
    String look() {
        return lock.read();
    }

    /** Judges by what was read. An empty file is being written. */
    boolean isFree(String text) {
        return !text.isEmpty() && Pid.isDead(posix, text);
    }

    /** Gets a file out of the way that was judged. */
    abstract void takeOver(String judged);

    /** By name; it may be gone already, when another one took it for dead. */
    @Override
    public void release() {
        lock.remove();
    }
}
