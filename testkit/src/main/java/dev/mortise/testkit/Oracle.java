package dev.mortise.testkit;

/** The laws that every reachable state is judged by. */
public enum Oracle {
    /** At most one is inside alone, or many are inside shared. */
    EXCLUSION("two inside at once"),
    /** From every state the survivors can finish. */
    WEDGE("no schedule lets the survivors finish"),
    /** From every state the others can finish although one, which is idle or waits in the kernel, never takes another step. */
    BYSTANDER("the others cannot finish without one that holds nothing"),
    /** No circle of steps in which all who are left take part goes on for ever. */
    LIVELOCK("everybody moves for ever and nobody gets in"),
    /** Somebody can take a step until all have finished. */
    DEADLOCK("everybody waits"),
    /** No exception leaves the code, unless a call failed that may fail: then a refusal may, and nothing else. */
    UNCAUGHT("an exception left the code"),
    /** Who is idle after a round holds no kernel lock. */
    RELEASE("released, but its kernel lock is still held"),
    /** Who ends has closed what it opened. */
    LEAK("ended with descriptors open"),
    /** When all have ended, and none was killed, nothing lies about that was not declared. */
    LITTER("left files behind after a clean finish"),
    /** A force to the disk that failed is not repeated by the same descriptor: the kernel would say that nothing is lost. */
    FORCED_AGAIN("forced again after a force that failed"),
    /** What the code itself states. */
    CHECK("a check failed");

    private final String meaning;

    Oracle(String meaning) {
        this.meaning = meaning;
    }

    /**
     * Says what a violation means.
     *
     * @return a few words for people
     */
    public String meaning() {
        return meaning;
    }
}
