package dev.mortise.testkit;

/**
 * What one simulated process does, as straight code: it is run again and again from its start, once for each history of answers
 * that the kernel may give, so it must depend on nothing else.
 */
@FunctionalInterface
public interface Actor {

    /**
     * Plays its part from beginning to end.
     *
     * @param stage all that it may touch
     */
    void play(Stage stage);
}
