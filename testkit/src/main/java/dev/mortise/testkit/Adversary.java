package dev.mortise.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * What the adversary may do besides choosing who moves and who is killed.
 *
 * @param inodeReuse may give the number of a file that is gone to the next one
 * @param pidReuse may give the number of a process that is gone to a new one, once
 * @param zombies may let what is left of a process that ended stay in the process table for a while
 * @param leaps how often it may let an hour pass, which shows when a clock is read or a file gets its time
 * @param faults how many of the contenders' calls it may let fail, each once, or from then on whenever that process makes such a call
 */
public record Adversary(boolean inodeReuse, boolean pidReuse, boolean zombies, int leaps, int faults) {

    /** Most leaps, which multiply the states. */
    private static final int MOST_LEAPS = 9;

    private static final int MOST_FAULTS = 3;

    /** Refuses what cannot be. */
    public Adversary {
        if (leaps < 0 || leaps > MOST_LEAPS) {
            throw new IllegalArgumentException("leaps must be 0 to " + MOST_LEAPS + ", not " + leaps);
        }
        if (faults < 0 || faults > MOST_FAULTS) {
            throw new IllegalArgumentException("faults must be 0 to " + MOST_FAULTS + ", not " + faults);
        }
    }

    /**
     * One that lets no call fail.
     *
     * @param inodeReuse see {@link #inodeReuse()}
     * @param pidReuse see {@link #pidReuse()}
     * @param zombies see {@link #zombies()}
     * @param leaps see {@link #leaps()}
     */
    public Adversary(boolean inodeReuse, boolean pidReuse, boolean zombies, int leaps) {
        this(inodeReuse, pidReuse, zombies, leaps, 0);
    }

    /**
     * One that may let calls fail as well.
     *
     * @param most how many, 0 to 3
     * @return this adversary with it
     */
    public Adversary faults(int most) {
        return new Adversary(inodeReuse, pidReuse, zombies, leaps, most);
    }

    /**
     * The base adversary.
     *
     * @return one that only chooses who moves and who is killed
     */
    public static Adversary base() {
        return new Adversary(false, false, false, 0);
    }

    /** Its words in a schedule string, each with a plus sign before it. */
    String suffix() {
        List<String> words = new ArrayList<>();
        if (inodeReuse) {
            words.add("+inode-reuse");
        }
        if (pidReuse) {
            words.add("+pid-reuse");
        }
        if (zombies) {
            words.add("+zombies");
        }
        if (leaps > 0) {
            words.add("+leaps=" + leaps);
        }
        if (faults > 0) {
            words.add("+faults=" + faults);
        }
        return String.join("", words);
    }
}
