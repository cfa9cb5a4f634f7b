package dev.mortise.testkit;

import dev.mortise.testkit.model.Mix;

/**
 * What the random bytes of one run of code depend on: who asks, in which life and in which round, and how often since the round began or a
 * checkpoint was passed.
 *
 * <p>So nonces differ between processes, between rounds and within a turn of a loop, and a replay draws them again. At a checkpoint the count
 * begins anew, from what the code says there that it remembers and nothing else: turns that are alike draw alike, and a retry loop
 * remains a circle.
 */
final class Dice {

    private final long owner;
    private long inRound;
    private long since;
    private int draws;

    Dice(int actor, int pid) {
        owner = Mix.of(actor, pid);
        round(0);
    }

    void round(int number) {
        inRound = Mix.of(owner, number);
        begin(inRound);
    }

    void checkpoint(String label, long state) {
        begin(Mix.of(Mix.of(inRound, label.hashCode()), state));
    }

    private void begin(long from) {
        since = from;
        draws = 0;
    }

    long next() {
        return Mix.of(since, ++draws);
    }
}
