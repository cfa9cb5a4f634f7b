package dev.mortise.queue;

/** What a {@link CounterBehindStation} does when nobody else is there. */
public class SequentialCounter {

    private int counter;

    public int increment() {
        return ++counter;
    }

    public int incrementAtLast() {
        return increment();
    }

    public int read() {
        return counter;
    }

    public void tryToEnter() {}

    public void tryToShare() {}

    public void waitBriefly() {}
}
