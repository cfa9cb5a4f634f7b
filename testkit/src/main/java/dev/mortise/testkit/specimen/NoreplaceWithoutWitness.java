package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> The finished file is published by {@code RENAME_NOREPLACE}, which leaves no moment without content and no second
 * name; it is stale when its owner is dead, and then removed by name.
 *
 * <p>Problem: how well a file is published says nothing about how it is removed.
 *
 * <pre>
 *   P.1  read(L)                99, who is dead
 *   Q.1  read(L)                99, who is dead
 *   P.2  unlinkat(L)
 *   P.3  renameat2(L.P, L)      P is inside
 *   Q.2  unlinkat(L)            P's file
 *   Q.3  renameat2(L.Q, L)      Q is inside as well
 * </pre>
 *
 * <p>Consequence: two holders, as in {@link ExclPidUnlink}.
 *
 * <p>Instead: the published file is locked by its owner for as long as it holds it, and that lock is the witness.
 */
public final class NoreplaceWithoutWitness extends PidFile {

    private final Entry draft;

    /** Opens {@link NoreplaceWithoutWitness}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new NoreplaceWithoutWitness(posix, directory, name);
        }
    }

    NoreplaceWithoutWitness(Posix posix, int directory, Name name) {
        super(posix, directory, name);
        this.draft = lock.beside("." + Pid.own(posix));
    }

    @Override
    boolean create() {
        draft.create(Pid.own(posix));
        if (draft.publishAs(lock)) {
            return true;
        }
        draft.remove();
        return false;
    }

    @Override
    void takeOver(String judged) {
        lock.remove();
    }
}
