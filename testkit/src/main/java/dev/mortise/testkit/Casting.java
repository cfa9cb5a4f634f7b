package dev.mortise.testkit;

/** Gives each contending process its part. */
@FunctionalInterface
public interface Casting {

    /**
     * Casts one.
     *
     * @param index which contender, counted from 0
     * @param rounds how often it is to take and leave
     * @return its code
     */
    Actor actor(int index, int rounds);
}
