package dev.mortise.testkit;

import java.util.Arrays;

/** The states that one state leads to, in the order in which they were found; reused for the next. */
final class Arrivals {

    private State[] states = new State[64];
    private long[] hashes = new long[64];
    private int[] codes = new int[64];
    private int count;

    void add(State state, long hash, int code) {
        if (count == states.length) {
            states = Arrays.copyOf(states, count * 2);
            hashes = Arrays.copyOf(hashes, count * 2);
            codes = Arrays.copyOf(codes, count * 2);
        }
        states[count] = state;
        hashes[count] = hash;
        codes[count++] = code;
    }

    int count() {
        return count;
    }

    State state(int index) {
        return states[index];
    }

    long hash(int index) {
        return hashes[index];
    }

    /** The action that led there. */
    int code(int index) {
        return codes[index];
    }

    void clear() {
        count = 0;
    }
}
