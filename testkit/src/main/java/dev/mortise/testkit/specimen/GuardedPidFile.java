package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * What the locks have in common that publish a finished file, and take a dead owner's over under a guard: {@code flock} on a second
 * file. Those who publish and those who leave do not take the guard.
 */
abstract class GuardedPidFile implements Contended {

    final Posix posix;
    final Entry lock;
    final Entry guard;
    final Entry draft;
    private int own = -1;

    GuardedPidFile(Posix posix, int directory, Name name) {
        this.posix = posix;
        this.lock = new Entry(posix, directory, name);
        this.guard = lock.beside(".guard");
        this.draft = lock.beside(draftSuffix());
    }

    /** What distinguishes the name of the unpublished file. */
    String draftSuffix() {
        return "." + Pid.own(posix);
    }

    @Override
    public final void acquire() {
        prepare();
        do {
            posix.checkpoint("guarded", own);
        } while (!tryAcquire());
    }

    /** Finishes the file under another name. */
    void prepare() {
        write(draft.create());
    }

    /** What an owner writes. */
    String own() {
        return Pid.own(posix);
    }

    final void write(int fd) {
        lock.write(fd, own(), 0);
        own = fd;
    }

    private boolean tryAcquire() {
        if (publish()) {
            return true;
        }
        String text = lock.read();
        if (text != null) {
            takeOverOrWait(text);
        }
        return false;
    }

    /** Makes the finished file appear; false if there is one. */
    boolean publish() {
        return draft.publishAs(lock);
    }

    private void takeOverOrWait(String text) {
        if (text.isEmpty() || !isDead(text)) {
            Poll.pause(posix);
        } else {
            takeOver(text);
        }
    }

    /** Judges an owner by what it wrote. */
    boolean isDead(String text) {
        return Pid.isDead(posix, text);
    }

    private void takeOver(String judged) {
        int fd = guard.openOrCreate();
        Flocks.exclusive(posix, fd);
        underGuard(judged);
        posix.close(fd);
    }

    /** Removes a file that was judged before: only if it is still the same. */
    void underGuard(String judged) {
        if (judged.equals(lock.read())) {
            lock.remove();
        }
    }

    @Override
    public final void release() {
        lock.remove();
        close();
    }

    /** Closes the file that was written last. */
    @Override
    public final void close() {
        if (own >= 0) {
            posix.close(own);
            own = -1;
        }
    }
}
