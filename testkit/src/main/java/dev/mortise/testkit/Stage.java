package dev.mortise.testkit;

import dev.mortise.owner.Processes;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;

/**
 * What an {@link Actor} has to play with: its door to the simulated kernel, and words for the oracles.
 *
 * <p>An actor wants nothing until its first call of a round; it is inside for the duration of {@link #inside}; {@link #round} says
 * that it wants nothing again.
 */
public interface Stage {

    /**
     * The door to the kernel, for everything that the actor does.
     *
     * @return the actor's process's own
     */
    Posix posix();

    /**
     * Record locks of the old kind, which belong to the process and are lost when it closes any descriptor of the file. The port
     * leaves them out on purpose; specimens need them.
     *
     * @return on the same kernel
     */
    RecordLocks recordLocks();

    /**
     * The simulated kernel's process table.
     *
     * @return as this actor's process sees it
     */
    Processes processes();

    /**
     * The directory in which everything happens.
     *
     * @return a descriptor that every process has from its start
     */
    int directory();

    /**
     * The file that the scenario is about.
     *
     * @return its name in {@link #directory}
     */
    Name name();

    /**
     * Begins a round: the actor wants nothing yet, and holds nothing any more.
     *
     * @param number counted by the actor; part of what it still remembers
     */
    void round(int number);

    /** Is inside alone, for as long as the adversary likes. */
    void inside();

    /** Is inside together with others that are inside shared, for as long as the adversary likes. */
    void insideShared();

    /**
     * States what must hold here. If it does not, {@link Oracle#CHECK} is broken, and the code is left with an exception; catching it
     * changes nothing.
     *
     * @param holds whether it does
     * @param otherwise what is wrong if not
     */
    void check(boolean holds, String otherwise);

    /**
     * Writes a word that every actor sees: memory that threads share, or what a test wants to remember. A step of its own.
     *
     * @param index which word, 0 to 7
     * @param value its new value
     * @throws IllegalArgumentException if there is no such word
     */
    void note(int index, int value);

    /**
     * Reads a word. A step of its own.
     *
     * @param index which word, 0 to 7
     * @return its value, 0 at first
     * @throws IllegalArgumentException if there is no such word
     */
    int recall(int index);
}
