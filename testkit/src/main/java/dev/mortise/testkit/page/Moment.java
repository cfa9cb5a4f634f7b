package dev.mortise.testkit.page;

import java.util.List;

/**
 * A step, and what everything is like after it.
 *
 * @param word the step's word in the schedule
 * @param lane whose step, or {@link #NOBODY}
 * @param mark what kind
 * @param what what was done
 * @param answer what the kernel said to it, or empty
 * @param places each actor's lane
 * @param disk what lies on the disk
 */
public record Moment(String word, int lane, Mark mark, String what, String answer, List<Place> places, String disk) {

    /** In place of a lane: what happens to the disk. */
    public static final int NOBODY = -1;

    /** Copies the list. */
    public Moment {
        places = List.copyOf(places);
    }
}
