package dev.mortise.testkit;

/**
 * Gives each contending process its part. It belongs to the code under test: it is asked anew for each run of it, so it must depend
 * on nothing but its arguments.
 */
@FunctionalInterface
public interface Casting {

    /**
     * Casts one.
     *
     * @param index which contender, counted from 0; one more than there are for the newborn of {@link Adversary#pidReuse}
     * @param rounds how often it is to take and leave
     * @return its code
     */
    Actor actor(int index, int rounds);
}
