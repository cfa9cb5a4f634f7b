package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> Under the guard the file is read again and its owner judged again, and removed if dead.
 *
 * <p>Problem: the guard stops those who take over, not those who publish and leave. Between reading and judging an owner who was alive
 * may leave and end, and a third process publish.
 *
 * <pre>
 *   R.1  read(L)        99, who is dead; R takes the guard, but only later
 *   P.1  read(L)        99, who is dead
 *   P.2  guard, read(L), judge, unlinkat(L), unguard
 *   P.3  publish        P is inside
 *   R.2  read(L)        P, under the guard
 *   P.4  unlinkat(L)    P leaves, and ends
 *   Q.1  publish        Q is inside
 *   R.3  kill(P, 0)     dead
 *   R.4  unlinkat(L)    Q's file
 *   R.5  publish        R is inside as well
 * </pre>
 *
 * <p>Consequence: two holders. It takes four processes, or three and a dead one's file, and storms do not meet it.
 *
 * <p>Instead: judge before the guard, and under it ask only whether the file is still, byte for byte, what was judged dead.
 */
public final class RejudgeInGuard extends GuardedPidFile {

    /** Opens {@link RejudgeInGuard}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new RejudgeInGuard(posix, directory, name);
        }
    }

    RejudgeInGuard(Posix posix, int directory, Name name) {
        super(posix, directory, name);
    }

    @Override
    void underGuard(String judged) {
        String again = lock.read();
        if (again != null && Pid.isDead(posix, again)) {
            lock.remove();
        }
    }
}
