package dev.mortise.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A process that waits for a lock once, and does nothing else: {@code Waiter PEER THREADS FILE}. */
final class Waiter {

    private Waiter() {}

    /**
     * Waits.
     *
     * @param args see above
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        Peer.Section section = Peer.valueOf(args[0]).open(Path.of(args[2]));
        Signals.say(Child.READY);
        ThreadKind.valueOf(args[1]).start(() -> visit(section)).join();
    }

    private static void visit(Peer.Section section) {
        try {
            section.visit(() -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
