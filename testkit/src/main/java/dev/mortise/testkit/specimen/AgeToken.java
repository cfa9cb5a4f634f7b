package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> As {@link Age}, but whoever leaves removes the file only if its own token is in it.
 *
 * <p>Problem: the token keeps a late owner from removing its successor's file. It does not keep it from going on inside, and check and
 * removal are two calls.
 *
 * <pre>
 *   P.1  openat(L, O_EXCL)    creates it: P is inside
 *        an hour passes
 *   Q.1  statx(L)             an hour old
 *   Q.2  unlinkat(L)
 *   Q.3  openat(L, O_EXCL)    creates it: Q is inside as well
 *   P.2  read(L)              not P's token: P removes nothing, but has been inside with Q
 * </pre>
 *
 * <p>Consequence: two holders, without the chain.
 *
 * <p>Instead: as for {@link Age}.
 */
public final class AgeToken extends PidFile {

    /** Opens {@link AgeToken}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new AgeToken(posix, directory, name);
        }
    }

    AgeToken(Posix posix, int directory, Name name) {
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

    @Override
    public void release() {
        if (Pid.own(posix).equals(lock.read())) {
            lock.remove();
        }
    }
}
