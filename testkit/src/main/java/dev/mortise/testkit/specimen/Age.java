package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> A lock file that is old enough is taken for abandoned.
 *
 * <p>Problem: age says how long ago something happened, not that its owner is gone. A slow owner, a stopped one, a suspended machine and
 * a clock that was set all look alike.
 *
 * <pre>
 *   P.1  openat(L, O_EXCL)    creates it: P is inside
 *        an hour passes, or the clock is set by an hour
 *   Q.1  statx(L)             an hour old
 *   Q.2  unlinkat(L)
 *   Q.3  openat(L, O_EXCL)    creates it: Q is inside as well
 *   P.2  unlinkat(L)          Q's file
 *   R.1  openat(L, O_EXCL)    creates it: R is inside with Q
 * </pre>
 *
 * <p>Consequence: two holders, and then a chain of them, because release is by name.
 *
 * <p>Instead: a lock ends when its owner lets go or ends, and the kernel knows both. What ends by time is a lease, needs another
 * name, and needs whatever it protects to refuse those who are late.
 */
public final class Age extends PidFile {

    /** Opens {@link Age}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new Age(posix, directory, name);
        }
    }

    Age(Posix posix, int directory, Name name) {
        super(posix, directory, name);
    }

    @Override
    boolean isFree(String text) {
        return Seniority.isOld(posix, lock);
    }

    @Override
    void takeOver(String judged) {
        lock.remove();
    }
}
