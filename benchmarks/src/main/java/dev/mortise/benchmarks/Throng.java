package dev.mortise.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A process whose threads all want the same lock, and do next to nothing inside: {@code Throng PEER KIND FILE THREADS WARM_UP_MILLIS
 * MILLIS}. Says that it is ready when it is warm and running. Its last line: visits per second.
 */
final class Throng {

    private final Peer.Section section;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean over;

    /** The protected state. */
    private long visits;

    private volatile long seen;

    private Throng(Peer.Section section) {
        this.section = section;
    }

    /**
     * Throngs.
     *
     * @param args see above
     * @throws Exception if the lock fails
     */
    public static void main(String[] args) throws Exception {
        Throng throng = new Throng(Peer.valueOf(args[0]).open(Path.of(args[2])));
        List<Thread> threads = new ArrayList<>();
        for (int i = Integer.parseInt(args[3]); i > 0; i--) {
            threads.add(ThreadKind.valueOf(args[1]).start(throng::visitUntilOver));
        }
        Thread.sleep(Long.parseLong(args[4]));
        Signals.say(Child.READY);
        double perSecond = throng.measure(Long.parseLong(args[5]));
        throng.over = true;
        for (Thread thread : threads) {
            thread.join();
        }
        Exception failed = throng.failure.get();
        if (failed != null) {
            throw failed;
        }
        Signals.say(Double.toString(perSecond));
    }

    private double measure(long millis) throws InterruptedException {
        long start = System.nanoTime();
        long before = seen;
        Thread.sleep(millis);
        return (seen - before) * 1e9 / (System.nanoTime() - start);
    }

    private void visitUntilOver() {
        try {
            while (!over) {
                section.visit(() -> seen = ++visits);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }
}
