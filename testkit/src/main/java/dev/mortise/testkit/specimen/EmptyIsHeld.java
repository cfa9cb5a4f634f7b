package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> A lock file without anything in it is taken for one that is being written, so everybody waits. The takeover of
 * a dead owner's file is as it should be.
 *
 * <p>Problem: whoever is killed between creating and writing leaves an empty file, and there is nothing in it to judge by.
 *
 * <pre>
 *   P.1  openat(L, O_EXCL)    creates it
 *   P    is killed
 *   Q.1  read(L)              nothing: being written, now and for ever
 * </pre>
 *
 * <p>Consequence: one crash, or a full disk, and nobody gets in until a person removes the file. The other reading is no better: {@link
 * EmptyIsStale}.
 *
 * <p>Instead: the name appears together with what is in the file, or what is in the file does not matter.
 */
public final class EmptyIsHeld extends GuardedPidFile {

    /** Opens {@link EmptyIsHeld}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new EmptyIsHeld(posix, directory, name);
        }
    }

    EmptyIsHeld(Posix posix, int directory, Name name) {
        super(posix, directory, name);
    }

    @Override
    void prepare() {}

    @Override
    boolean publish() {
        int fd = lock.create();
        if (fd < 0) {
            return false;
        }
        write(fd);
        return true;
    }
}
