package dev.mortise.benchmarks;

import dev.mortise.posix.Backends;
import dev.mortise.posix.Posix;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One of two processes that hand a lock to each other: {@code Player PEER THREADS FILE TABLE NUMBER MILLIS WARM_UP_MILLIS}. Its last line: the
 * nanoseconds of each hand-off to it.
 *
 * <p>The same game as in {@code native/twin/measure_handoff.c}: each holds, leaves, and sleeps for less than the other then holds, so
 * that it comes back in time to wait. What counts is only a hand-off to one that had waited for a while when the other left. Before that
 * they play faster, and let each other in where there is one processor, so that the compiler sees thousands of hand-offs.
 */
@SuppressWarnings("ThreadPriorityCheck") // only before it counts
final class Player {

    /** Bytes of the table that both map: how many are seated, who left last, and when. */
    static final int TABLE_BYTES = 24;

    private static final VarHandle WORDS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int SEATED = 0;
    private static final int LAST = 8;
    private static final int LEFT = 16;

    private static final int PLAYERS = 2;
    private static final long HOLD = 200_000;
    private static final long THINK = 50_000;
    private static final long WAITED = 30_000;
    private static final long WARM_UP_HOLD = 20_000;
    private static final int MOST_HANDOFFS = 1 << 16;

    private final Posix posix = Backends.best();
    private final ByteBuffer table;
    private final Peer.Section section;
    private final int number;
    private final List<Long> handoffs = new ArrayList<>();
    private boolean counts;
    private long asked;

    private Player(ByteBuffer table, Peer.Section section, int number) {
        this.table = table;
        this.section = section;
        this.number = number;
    }

    /**
     * Plays.
     *
     * @param args see above
     * @throws Exception if the lock fails
     */
    public static void main(String[] args) throws Exception {
        Rehearsal.of(Peer.valueOf(args[0]), ThreadKind.valueOf(args[1]));
        Player player = new Player(
                map(Path.of(args[3])), Peer.valueOf(args[0]).open(Path.of(args[2])), Integer.parseInt(args[4]));
        long millis = Long.parseLong(args[5]);
        long warmUp = Long.parseLong(args[6]);
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        ThreadKind.valueOf(args[1])
                .start(() -> player.play(warmUp, millis, failure))
                .join();
        Exception failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        Signals.say(String.join(
                " ", player.handoffs.stream().map(nanos -> Long.toString(nanos)).toList()));
    }

    private static ByteBuffer map(Path table) throws IOException {
        try (FileChannel channel = FileChannel.open(table, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, TABLE_BYTES);
        }
    }

    private void play(long warmUpMillis, long millis, AtomicReference<@Nullable Exception> failure) {
        try {
            sleepPrecisely();
            sitDown();
            long start = System.nanoTime();
            long warm = start + warmUpMillis * 1_000_000;
            long end = warm + millis * 1_000_000;
            for (long now = start; now < end; now = System.nanoTime()) {
                counts = now > warm;
                asked = now;
                section.visit(this::hold);
                think();
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            failure.set(e);
        }
    }

    /** The kernel adds 50 µs to a thread's sleep unless told otherwise; of a virtual thread it is the carrier's. */
    private void sleepPrecisely() throws IOException {
        Files.writeString(Path.of("/proc/" + posix.gettid() + "/timerslack_ns"), "1");
    }

    private void sitDown() {
        WORDS.getAndAdd(table, SEATED, 1L);
        while (get(SEATED) < PLAYERS) {
            posix.sleep(1_000_000);
        }
    }

    private void hold() {
        long got = System.nanoTime();
        if (counts) {
            note(got);
        }
        while (System.nanoTime() - got < (counts ? HOLD : WARM_UP_HOLD)) {
            spin();
        }
        set(LAST, number);
        set(LEFT, System.nanoTime());
    }

    private void spin() {
        if (counts) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }

    private void think() {
        if (counts) {
            posix.sleep(THINK);
        } else {
            Thread.yield();
        }
    }

    private void note(long got) {
        long left = get(LEFT);
        boolean fromTheOther = get(LAST) == PLAYERS + 1 - number;
        if (fromTheOther && left - asked >= WAITED && handoffs.size() < MOST_HANDOFFS) {
            handoffs.add(got - left);
        }
    }

    private long get(int offset) {
        return (long) WORDS.getVolatile(table, offset);
    }

    private void set(int offset, long value) {
        WORDS.setVolatile(table, offset, value);
    }
}
