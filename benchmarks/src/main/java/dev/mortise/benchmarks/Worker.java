package dev.mortise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One of many processes that want the same lock again and again, and work inside: {@code Worker PEER THREADS FILE
 * HOLD_NANOS WARM_UP_MILLIS MILLIS}. Its last line: visits, nanoseconds inside, and the longest wait, of those that were asked for after the
 * warming up.
 */
final class Worker {

    private static final int WARM_UP = 300;

    private final Peer.Section section;
    private final long holdNanos;
    private long visits;
    private long insideNanos;
    private long longestWait;
    private long asked;
    private long countFrom = Long.MAX_VALUE;

    private Worker(Peer.Section section, long holdNanos) {
        this.section = section;
        this.holdNanos = holdNanos;
    }

    /**
     * Works.
     *
     * @param args see above
     * @throws Exception if the lock fails
     */
    public static void main(String[] args) throws Exception {
        Peer peer = Peer.valueOf(args[0]);
        warmUp(peer);
        Rehearsal.of(peer, ThreadKind.valueOf(args[1]));
        Worker worker = new Worker(peer.open(Path.of(args[2])), Long.parseLong(args[3]));
        Signals.readyAndAwait();
        worker.countFrom = System.nanoTime() + Long.parseLong(args[4]) * 1_000_000;
        long end = worker.countFrom + Long.parseLong(args[5]) * 1_000_000;
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        ThreadKind.valueOf(args[1]).start(() -> worker.workUntil(end, failure)).join();
        Exception failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        Signals.say(worker.visits + " " + worker.insideNanos + " " + worker.longestWait);
    }

    private static void warmUp(Peer peer) throws IOException, InterruptedException {
        Path own = LockFile.create();
        Worker worker = new Worker(peer.open(own), 0);
        for (int i = 0; i < WARM_UP; i++) {
            worker.visit();
        }
        Files.delete(own);
    }

    private void workUntil(long end, AtomicReference<@Nullable Exception> failure) {
        try {
            while (System.nanoTime() < end) {
                visit();
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            failure.set(e);
        }
    }

    private void visit() throws IOException, InterruptedException {
        asked = System.nanoTime();
        section.visit(this::work);
    }

    private void work() {
        long got = System.nanoTime();
        while (System.nanoTime() - got < holdNanos) {
            Thread.onSpinWait();
        }
        if (asked >= countFrom) {
            longestWait = Math.max(longestWait, got - asked);
            insideNanos += System.nanoTime() - got;
            visits++;
        }
    }
}
