package dev.mortise.testkit.specimen;

import dev.mortise.testkit.Actor;
import dev.mortise.testkit.Stage;

/**
 * <strong>Broken.</strong> A program opens its lock file, forks its workers, and each worker locks the descriptor that it has inherited.
 *
 * <p>Problem: {@code flock} belongs to the open file description, and the workers have one description between them.
 *
 * <pre>
 *   parent  openat(L) = 4, fork P, fork Q
 *   P.1     flock(4, LOCK_EX)    granted: P is inside
 *   Q.1     flock(4, LOCK_EX)    the same description has it already: Q is inside as well
 *   P.2     flock(4, LOCK_UN)    and Q's is gone with it
 * </pre>
 *
 * <p>Consequence: the workers exclude everybody but each other, and the first that leaves lets go for all.
 *
 * <p>Instead: whoever is to be excluded from the others opens the file itself, after the fork.
 */
public final class InheritedDescription implements Actor {

    private static final int INHERITED = 4;

    /** Makes the actor. */
    public InheritedDescription() {}

    @Override
    public void play(Stage stage) {
        Flocks.exclusive(stage.posix(), INHERITED);
        stage.inside();
        Flocks.unlock(stage.posix(), INHERITED);
    }
}
