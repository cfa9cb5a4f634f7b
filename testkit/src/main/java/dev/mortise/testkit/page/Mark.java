package dev.mortise.testkit.page;

/** What happens in a step, each with a shape of its own. */
public enum Mark {
    /** A call that did what it was asked for. */
    CALL("a call"),
    /** A call that said no. */
    FAILURE("a call that was refused"),
    /** A call that the adversary lets fail, or do half. */
    FAULT("a call that fails, though nothing is wrong with it"),
    /** A step that the kernel knows nothing of. */
    WORD("no call: inside, a note of the test, the end"),
    /** A call that waits. */
    WAIT("waits in the kernel"),
    /** A process is killed, or what was left of it goes. */
    DEATH("killed"),
    /** A process begins. */
    BIRTH("born"),
    /** The power is cut. */
    POWER("the power is cut"),
    /** One thing of what the disk has is decided. */
    DISK("what the disk has, decided");

    private final String meaning;

    Mark(String meaning) {
        this.meaning = meaning;
    }

    String meaning() {
        return meaning;
    }
}
