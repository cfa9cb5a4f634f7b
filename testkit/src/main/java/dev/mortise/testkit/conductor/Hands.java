package dev.mortise.testkit.conductor;

import dev.mortise.testkit.model.RealDoor;

/** What a puppet can be told to do. */
public interface Hands extends RealDoor {

    /**
     * Steps into the critical section, or out of it. Nobody is kept from it: that is the affair of the lock under test.
     *
     * @param inside whether to be inside from now on
     * @return 0
     */
    int stand(boolean inside);

    /**
     * Asks the process itself where it stands, which a dead one cannot answer.
     *
     * @return its number if this thread of it is inside, else 0
     */
    int whoIsInside();
}
