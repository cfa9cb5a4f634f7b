package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> A lock file that cannot be understood is taken for nobody's.
 *
 * <p>Problem: a record that is written in pieces is half a record for a while, and so is one of a newer version, or one that could not
 * be read.
 *
 * <pre>
 *   P.1  openat(L, O_EXCL)    creates it
 *   P.2  pwrite("pid=")       as a buffered stream may do
 *   Q.1  read(L)              "pid=", which is no number: nobody's
 *   Q.2  unlinkat(L)
 *   P.3  pwrite("101")        into a file without a name: P is inside
 *   Q.3  openat(L, O_EXCL)    creates it: Q is inside as well
 * </pre>
 *
 * <p>Consequence: two holders, without any crash.
 *
 * <p>Instead: what cannot be understood is unknown, and unknown never means free.
 */
public final class ParseErrorIsFree extends PidFile {

    private static final String KEY = "pid=";

    /** Opens {@link ParseErrorIsFree}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new ParseErrorIsFree(posix, directory, name);
        }
    }

    ParseErrorIsFree(Posix posix, int directory, Name name) {
        super(posix, directory, name);
    }

    @Override
    boolean create() {
        int fd = lock.create();
        if (fd < 0) {
            return false;
        }
        lock.write(fd, KEY, 0);
        lock.write(fd, Pid.own(posix), KEY.length());
        posix.close(fd);
        return true;
    }

    @Override
    boolean isFree(String text) {
        boolean understood = text.startsWith(KEY) && text.length() > KEY.length();
        return understood ? Pid.isDead(posix, text.substring(KEY.length())) : !text.isEmpty();
    }

    @Override
    void takeOver(String judged) {
        lock.remove();
    }
}
