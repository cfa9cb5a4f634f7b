package dev.mortise.posix;

import static dev.mortise.posix.Results.must;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The calls of a lock's fast path allocate nothing on the Java heap. */
interface AllocationLaws extends RealGround {

    int CALLS = 100_000;
    /** What a round may cost in all: the meter's own, or a compilation that lands in it. */
    long SLACK_BYTES = 2_000;
    /** The compiler works in the background: a round that is still warming up is followed by another. */
    int ROUNDS = 20;

    @Tag("allocation")
    @TestFactory
    default Stream<DynamicTest> fastPathAllocatesNothing() {
        return fastCalls().entrySet().stream()
                .map(call -> dynamicTest(call.getKey(), () -> assertAllocatesNothing(call.getValue())));
    }

    /** Memory outside the heap: a thousand transfers that kept theirs would keep a gibibyte. */
    @Test
    default void largeTransfersGiveTheirMemoryBack() throws IOException {
        int fd = here().create("f");
        byte[] buffer = new byte[1 << 20];
        must(posix().pwrite(fd, buffer, 0, buffer.length, 0));
        long before = residentPages();
        for (int i = 0; i < 500; i++) {
            must(posix().pread(fd, buffer, 0, buffer.length, 0));
            must(posix().pwrite(fd, buffer, 0, buffer.length, 0));
        }
        long grown = residentPages() - before;
        assertTrue(grown < 300_000_000 / 4096, "pages more than before: " + grown);
    }

    private static long residentPages() throws IOException {
        return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1]);
    }

    private Map<String, Runnable> fastCalls() {
        Posix posix = posix();
        int fd = here().create("f");
        int other = here().again("f");
        byte[] buffer = new byte[64];
        FileStat stat = new FileStat();
        LockInfo info = new LockInfo();
        must(posix.pwrite(fd, buffer, 0, 64, 0));
        must(posix.ofdLock(other, Posix.F_RDLCK, 0, 1, false));
        Map<String, Runnable> calls = new LinkedHashMap<>();
        calls.put("flock", () -> {
            must(posix.flock(fd, Posix.LOCK_EX | Posix.LOCK_NB));
            must(posix.flock(fd, Posix.LOCK_UN));
        });
        calls.put("ofdLock", () -> {
            must(posix.ofdLock(fd, Posix.F_WRLCK, 10, 1, true));
            must(posix.ofdLock(fd, Posix.F_UNLCK, 10, 1, false));
        });
        calls.put("ofdLock refused", () -> posix.ofdLock(fd, Posix.F_WRLCK, 0, 1, false));
        calls.put("ofdProbe", () -> must(posix.ofdProbe(fd, Posix.F_WRLCK, 0, 1, info)));
        calls.put("fstat", () -> must(posix.fstat(fd, stat)));
        calls.put("pread", () -> must(posix.pread(fd, buffer, 0, 64, 0)));
        calls.put("pwrite", () -> must(posix.pwrite(fd, buffer, 0, 64, 0)));
        calls.put("monotonicNanos", posix::monotonicNanos);
        calls.put("bootNanos", posix::bootNanos);
        calls.put("realtimeNanos", posix::realtimeNanos);
        return calls;
    }

    private static void assertAllocatesNothing(Runnable call) {
        ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && bytes > SLACK_BYTES; round++) {
            long before = meter.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
            bytes = meter.getCurrentThreadAllocatedBytes() - before;
        }
        assertTrue(bytes <= SLACK_BYTES, CALLS + " calls allocated bytes: " + bytes);
    }
}
