package dev.mortise.testkit;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

/** Signs of life of a search, written by its thread and read by whoever waits for it. */
final class Pulse {

    private final AtomicLong codeRuns = new AtomicLong();
    private volatile boolean inCode;
    private volatile boolean unheard;
    private volatile String who = "";
    private volatile boolean tapped;
    private volatile boolean starved;
    private volatile Progress progress = new Progress(0, 0, 0, 0);

    /** Nobody waits for the search any more: it ends at its next sign of life. */
    void stop() {
        unheard = true;
    }

    /** Asks for a sign of life: the search looks at its limits and says how far it is. */
    void tap() {
        tapped = true;
    }

    /** Whether a sign of life is asked for; once for each tap. */
    boolean isTapped() {
        boolean asked = tapped;
        if (asked) {
            tapped = false;
            requireHeard();
        }
        return asked;
    }

    /** Whoever waits found the heap used up. */
    void starve() {
        starved = true;
        tapped = true;
    }

    boolean isStarved() {
        return starved;
    }

    private void requireHeard() {
        if (unheard) {
            throw new CancellationException("nobody waits for this search");
        }
    }

    /** An actor's letter, or what else the code belongs to. */
    void codeStarts(String ofWhom) {
        requireHeard();
        who = ofWhom;
        inCode = true;
    }

    void codeEnded() {
        inCode = false;
        codeRuns.incrementAndGet();
    }

    void report(Progress now) {
        requireHeard();
        progress = now;
    }

    /** The number of the run of code that is on the stack right now, or -1 if none is. */
    long runningCode() {
        long number = codeRuns.get();
        return inCode ? number : -1;
    }

    String who() {
        return who;
    }

    Progress progress() {
        return progress;
    }
}
