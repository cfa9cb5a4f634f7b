package dev.mortise.queue;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody in a queue, and what was told. */
final class ScriptedErrand implements Errand.Outcome {

    @Nullable
    Errand sent;

    private final List<Integer> told = new ArrayList<>();
    private @Nullable Throwable thrown;

    @Override
    public synchronized void accept(int result, @Nullable Throwable why) {
        told.add(result);
        thrown = why;
    }

    synchronized List<Integer> told() {
        return List.copyOf(told);
    }

    synchronized @Nullable Throwable thrown() {
        return thrown;
    }

    void cancel() {
        sent().cancel();
    }

    /** As at a tick, or at the deadline. */
    void wake() {
        sent().wake();
    }

    private Errand sent() {
        Errand mine = sent;
        if (mine == null) {
            throw new IllegalStateException("not sent yet");
        }
        return mine;
    }
}
