package dev.mortise.testkit.model;

import java.util.Arrays;

/**
 * Which inode numbers are new: those that no file ever had, and those of files that are gone whose number no code was ever told.
 *
 * <p>A loop that makes a file and removes it would never come back to a state where it was, if each file got a number that none had before. As
 * long as nobody was told, nobody can tell the old file's number from a new one: it is not in any answer, so not in a variable, in a file or in a
 * name. What was told once stays apart for ever, whoever may have forgotten it.
 */
final class Numbers {

    private final int next;
    private final int[] spare;

    private Numbers(int next, int[] spare) {
        this.next = next;
        this.spare = spare;
    }

    static Numbers from(int first) {
        return new Numbers(first, new int[0]);
    }

    /** More than every number that a file has or had, but for the spare ones. */
    int limit() {
        return next;
    }

    /** The number that the next new file gets. */
    int fresh() {
        return spare.length > 0 ? spare[0] : next;
    }

    Numbers withoutFresh() {
        return spare.length > 0
                ? new Numbers(next, Arrays.copyOfRange(spare, 1, spare.length))
                : new Numbers(next + 1, spare);
    }

    boolean isSpare(int number) {
        return Arrays.binarySearch(spare, number) >= 0;
    }

    /** With the number of a file that is gone, which nobody was told. Spare numbers below the limit lower it. */
    Numbers with(int number) {
        int[] more = Arrays.copyOf(spare, spare.length + 1);
        more[spare.length] = number;
        Arrays.sort(more);
        int count = more.length;
        int limit = next;
        while (count > 0 && more[count - 1] == limit - 1) {
            count--;
            limit--;
        }
        return new Numbers(limit, Arrays.copyOf(more, count));
    }

    long hash() {
        long hash = next;
        for (int number : spare) {
            hash = Mix.of(hash, number);
        }
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Numbers that && next == that.next && Arrays.equals(spare, that.spare));
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hash());
    }

    @Override
    public String toString() {
        return "from " + next + " and " + Arrays.toString(spare);
    }
}
