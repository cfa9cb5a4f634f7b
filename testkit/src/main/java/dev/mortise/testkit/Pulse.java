package dev.mortise.testkit;

/** Signs of life of a search, written by its thread and read by whoever waits for it. */
final class Pulse {

    private volatile long codeRuns;
    private volatile boolean inCode;
    private volatile String letter = "";
    private volatile Progress progress = new Progress(0, 0, 0, 0);

    void codeStarts(String ofActor) {
        letter = ofActor;
        inCode = true;
    }

    void codeEnded() {
        inCode = false;
        codeRuns = codeRuns + 1;
    }

    void report(Progress now) {
        progress = now;
    }

    /** The number of the run of code that is on the stack right now, or -1 if none is. */
    long runningCode() {
        long number = codeRuns;
        return inCode ? number : -1;
    }

    String letter() {
        return letter;
    }

    Progress progress() {
        return progress;
    }
}
