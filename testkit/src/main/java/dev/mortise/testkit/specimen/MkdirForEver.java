package dev.mortise.testkit.specimen;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;
import dev.mortise.testkit.KernelRefusedException;

/**
 * <strong>Broken.</strong> {@code mkdir} is the lock: it is atomic, and says nothing about who made the directory.
 *
 * <p>Problem: a directory outlives whoever made it, and there is nothing in it to judge by.
 *
 * <pre>
 *   P.1  mkdirat(L)    made: P is inside
 *   P    is killed
 *   Q.1  mkdirat(L)    EEXIST, now and for ever
 * </pre>
 *
 * <p>Consequence: one crash, and nobody gets in until a person removes the directory; or a script does so on suspicion, which is
 * {@link Age}.
 *
 * <p>Instead: what is held must end with its owner. The kernel's locks do.
 */
public final class MkdirForEver implements Contended {

    private static final int PRIVATE = 0700;

    private final Posix posix;
    private final int directory;
    private final Name name;

    /** Opens {@link MkdirForEver}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new MkdirForEver(posix, directory, name);
        }
    }

    MkdirForEver(Posix posix, int directory, Name name) {
        this.posix = posix;
        this.directory = directory;
        this.name = name;
    }

    @Override
    public void acquire() {
        posix.checkpoint("mkdir", 0);
        while (!make()) {
            Poll.pause(posix);
            posix.checkpoint("mkdir", 0);
        }
    }

    private boolean make() {
        int made = posix.mkdirat(directory, name.terminated(), PRIVATE);
        if (made == -Errno.EEXIST) {
            return false;
        }
        KernelRefusedException.require("mkdirat", made);
        return true;
    }

    @Override
    public void release() {
        KernelRefusedException.require("unlinkat", posix.unlinkat(directory, name.terminated(), Posix.AT_REMOVEDIR));
    }
}
