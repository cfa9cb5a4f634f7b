package dev.mortise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Many virtual threads that wait, and a few that go on: {@code Multitude PEER DIRECTORY WAITERS MILLIS}. The files of the directory are
 * locked by somebody else; waiter i waits for file i, or all for the only one. Says that it is ready when they wait, and goes on when
 * told so, which is when the files are free. Its last line: ticks per second of the others before and while they wait, threads of the process, how
 * many times a virtual thread was pinned while it parked, and how many milliseconds passed until all had been inside.
 */
final class Multitude {

    private static final int TICKERS = 4;
    private static final long SETTLE_MILLIS = 1000;

    private final LongAdder ticks = new LongAdder();
    private final CountDownLatch through;

    private Multitude(int waiters) {
        this.through = new CountDownLatch(waiters);
    }

    /**
     * Waits.
     *
     * @param args see above
     * @throws Exception if a lock fails
     */
    public static void main(String[] args) throws Exception {
        try (Recording recording = new Recording()) {
            recording.enable("jdk.VirtualThreadPinned").withoutThreshold();
            recording.start();
            Multitude multitude = new Multitude(Integer.parseInt(args[2]));
            String numbers = multitude.run(Peer.valueOf(args[0]), Path.of(args[1]), Long.parseLong(args[3]));
            recording.stop();
            Signals.say(numbers.formatted(pinned(recording)));
        }
        Runtime.getRuntime().halt(0);
    }

    private String run(Peer peer, Path directory, long millis) throws IOException, InterruptedException {
        for (int i = 0; i < TICKERS; i++) {
            ThreadKind.VIRTUAL.start(this::tick);
        }
        double before = ticksPerSecond(millis);
        startWaiters(peer, directory);
        Thread.sleep(SETTLE_MILLIS);
        double during = ticksPerSecond(millis);
        int threads = threads();
        Signals.readyAndAwait();
        long start = System.nanoTime();
        through.await();
        return before + " " + during + " " + threads + " %d " + (System.nanoTime() - start) / 1e6;
    }

    private void tick() {
        while (true) {
            ticks.increment();
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private double ticksPerSecond(long millis) throws InterruptedException {
        long start = System.nanoTime();
        long before = ticks.sum();
        Thread.sleep(millis);
        return (ticks.sum() - before) * 1e9 / (System.nanoTime() - start);
    }

    private void startWaiters(Peer peer, Path directory) throws IOException {
        Path[] files;
        try (Stream<Path> listed = Files.list(directory)) {
            files = listed.toArray(Path[]::new);
        }
        Peer.Section only = files.length == 1 ? peer.open(files[0]) : null;
        for (int i = 0; i < through.getCount(); i++) {
            Peer.Section section = only == null ? peer.open(files[i]) : only;
            ThreadKind.VIRTUAL.start(() -> visit(section));
        }
    }

    private void visit(Peer.Section section) {
        try {
            section.visit(through::countDown);
        } catch (IOException | InterruptedException | RuntimeException e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static int threads() throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            return (int) tasks.count();
        }
    }

    private static long pinned(Recording recording) throws IOException {
        Path file = Files.createTempFile("mortise-bench-", ".jfr");
        try {
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> !isOfLoadingClasses(event))
                    .count();
        } finally {
            Files.delete(file);
        }
    }

    /** The first to come load classes, and wait for each other at that. */
    private static boolean isOfLoadingClasses(RecordedEvent event) {
        String operation = event.getString("blockingOperation");
        return "Contended monitor enter".equals(operation) || "Object.wait".equals(operation);
    }
}
