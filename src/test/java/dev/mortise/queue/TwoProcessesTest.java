package dev.mortise.queue;

import static dev.mortise.posix.Mode.EXCLUSIVE;
import static dev.mortise.posix.Mode.SHARED;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads of two processes that enter, try, lose patience and change their minds, with doormen and clocks that are real. */
@Timeout(120)
class TwoProcessesTest {

    private static final int VISITS = 1000;
    private static final int THREADS = 3;

    private final ScriptedKernel kernel = new ScriptedKernel();
    private final Timer timer = new Timer(System::nanoTime);
    private final Doormen doormen = new Doormen(ScriptedPosix.over(kernel), timer, 4);
    private final ExecutorService lookers = Executors.newFixedThreadPool(2);
    private final List<Station> processes = List.of(process(), process());
    private final AtomicInteger writers = new AtomicInteger();
    private final AtomicInteger readers = new AtomicInteger();
    private final AtomicInteger visits = new AtomicInteger();

    /** Only the lock protects it. */
    private int written;

    private Station process() {
        return new Station(kernel.open(), kernel::open, doormen, System::nanoTime);
    }

    @Test
    void nobodyMeetsAWriterAndNobodyIsLeftBehind() throws Exception {
        long seed = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(2 * THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 2 * THREADS; i++) {
                Station mine = processes.get(i % 2);
                Random random = new Random(seed + i);
                running.add(threads.submit(() -> visitOften(mine, random)));
            }
            for (Future<?> each : running) {
                each.get(100, SECONDS);
            }
        } catch (Exception e) {
            throw new AssertionError("with seed " + seed, e);
        } finally {
            threads.shutdownNow();
            lookers.shutdown();
        }
        assertThat(written).as("with seed %d", seed).isEqualTo(visits.get());
        kernel.awaitBlocked(0);
        kernel.awaitFree();
        assertThat(processes).allMatch(Station::closeIfIdle);
    }

    private Void visitOften(Station station, Random random) throws Exception {
        for (int i = 0; i < VISITS; i++) {
            Mode mode = random.nextInt(3) == 0 ? SHARED : EXCLUSIVE;
            if (isInside(come(station, mode, random))) {
                stay(mode, random);
                assertThat(station.leave(mode)).isZero();
            }
        }
        return null;
    }

    private int come(Station station, Mode mode, Random random) throws Exception {
        return switch (random.nextInt(8)) {
            case 0 -> station.tryEnter(mode);
            case 1 -> station.enter(mode, Patience.of(System.nanoTime(), random.nextInt(200_000)));
            case 2 -> send(station, mode, random.nextBoolean());
            case 3 -> {
                Thread.currentThread().interrupt();
                yield enterInterruptibly(station, mode);
            }
            default -> {
                int passed = station.pass(mode);
                yield passed == -Errno.EAGAIN ? station.enter(mode, Patience.withoutEnd()) : passed;
            }
        };
    }

    private static int enterInterruptibly(Station station, Mode mode) {
        try {
            int result = station.enter(mode, Patience.withoutEnd());
            Thread.interrupted();
            return result;
        } catch (InterruptedException e) {
            return -Errno.EINTR;
        }
    }

    private int send(Station station, Mode mode, boolean changingItsMind) throws Exception {
        CompletableFuture<Integer> told = new CompletableFuture<>();
        Errand errand = station.enterLater(
                mode, Patience.withoutEnd(), lookers, timer, (result, thrown) -> tell(told, result, thrown));
        if (changingItsMind) {
            errand.cancel();
        }
        return told.get(60, SECONDS);
    }

    private static void tell(CompletableFuture<Integer> told, int result, @Nullable Throwable thrown) {
        boolean once = thrown == null ? told.complete(result) : told.completeExceptionally(thrown);
        assertThat(once).isTrue();
    }

    private static boolean isInside(int result) {
        assertThat(result).isIn(0, -Errno.EAGAIN, -Errno.ETIMEDOUT, -Errno.ECANCELED, -Errno.EINTR);
        return result == 0;
    }

    private void stay(Mode mode, Random random) {
        if (mode == SHARED) {
            readers.incrementAndGet();
            assertThat(writers.get()).isZero();
            readers.decrementAndGet();
        } else {
            assertThat(writers.incrementAndGet()).isEqualTo(1);
            assertThat(readers.get()).isZero();
            written++;
            visits.incrementAndGet();
            for (int i = random.nextInt(100); i > 0; i--) {
                Thread.onSpinWait();
            }
            writers.decrementAndGet();
        }
    }
}
