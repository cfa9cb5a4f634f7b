package dev.mortise.testkit.storm;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The memory that all processes of a storm share: a mapped file. This class alone knows its layout; {@link Seat} knows the
 * order in which it is written. On the side of C it is {@code native/twin/referee.h}, held to this one by a test.
 *
 * <p>Every word has 64 bits, in the machine's byte order, at a multiple of 8, and is read and written whole. Words that
 * many processes write lie 64 bytes apart.
 *
 * <pre>
 *   offset  word
 *        0  magic, the eight bytes "MORTREF1"
 *        8  number of seats
 *       16  stop: 1 asks every contender to end
 *       64  owner: 0 nobody; else pid &lt;&lt; 32 | seat. A pid may be given away again, a seat never is
 *      128  counter: the protected state, read and then written, without any atomicity but the lock's
 *      192  overlap: entries that found a living process inside
 *      200  lost: updates that were acknowledged and are not in the counter; written when the storm is over
 *      208  stale: entries that took over from a process killed inside
 *      216  wedge: times when nobody came in for too long
 *      256  events so far
 *      512  ring of the last 4096 events, 32 bytes each
 *             +0 nanoseconds, 0 while it is being written   +8 pid &lt;&lt; 32 | tid
 *            +16 kind &lt;&lt; 32 | lock                           +24 generation
 *   131584  seats, 128 bytes each, one per contending thread, used once
 *             +0 pid, 0 until it is ready       +8 its start, in ticks since boot
 *            +16 doomed: 1 before it is killed +24 done: acknowledged updates
 *            +32 pending value                 +40 pending count
 *            +48 longest wait, nanoseconds     +56 shared holds
 *            +64 tries that were given up
 * </pre>
 */
final class Referee {

    /** Words of a seat. */
    enum Field {
        PID(0),
        START_TICKS(8),
        DOOMED(16),
        DONE(24),
        PENDING_VALUE(32),
        PENDING_COUNT(40),
        LONGEST_WAIT(48),
        SHARED(56),
        GIVEN_UP(64);

        private final int offset;

        Field(int offset) {
            this.offset = offset;
        }
    }

    private static final VarHandle WORDS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final byte[] MAGIC = "MORTREF1".getBytes(StandardCharsets.US_ASCII);
    private static final int SEATS = 8;
    private static final int STOP = 16;
    private static final int OWNER = 64;
    private static final int COUNTER = 128;
    private static final int OVERLAP = 192;
    private static final int LOST = 200;
    private static final int STALE = 208;
    private static final int WEDGE = 216;
    private static final int EVENTS = 256;
    private static final int RING = 512;
    private static final int RING_CAPACITY = 4096;
    private static final int EVENT_BYTES = 32;
    private static final int FIRST_SEAT = RING + RING_CAPACITY * EVENT_BYTES;
    private static final int SEAT_BYTES = 128;

    /** Most seats that one mapping can hold. */
    static final int MOST_SEATS = (Integer.MAX_VALUE - FIRST_SEAT) / SEAT_BYTES;

    /** Written with zeroes at once, so that a full disk is an error here and not a fault in the mapped memory. */
    private static final int ALLOCATED_AT_ONCE = 1 << 20;

    private final ByteBuffer memory;

    private Referee(ByteBuffer memory) {
        this.memory = memory;
    }

    /** Makes the file; it must not exist. */
    static Referee create(Path file, int seats) throws IOException {
        if (seats < 1 || seats > MOST_SEATS) {
            throw new IllegalArgumentException("a referee has 1 to " + MOST_SEATS + " seats, not " + seats);
        }
        long size = FIRST_SEAT + (long) seats * SEAT_BYTES;
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            allocate(channel, (int) Math.min(size, ALLOCATED_AT_ONCE));
            Referee referee = new Referee(channel.map(FileChannel.MapMode.READ_WRITE, 0, size));
            referee.memory.put(0, MAGIC);
            referee.set(SEATS, seats);
            return referee;
        }
    }

    private static void allocate(FileChannel channel, int bytes) throws IOException {
        ByteBuffer zeroes = ByteBuffer.allocate(bytes);
        while (zeroes.hasRemaining()) {
            channel.write(zeroes);
        }
    }

    /** Maps a file that {@link #create} made. */
    static Referee open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() <= FIRST_SEAT) {
                throw new IOException("not a referee's file, too short: " + file);
            }
            ByteBuffer memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
            byte[] magic = new byte[MAGIC.length];
            memory.get(0, magic);
            if (!Arrays.equals(magic, MAGIC)) {
                throw new IOException("not a referee's file, no " + new String(MAGIC, StandardCharsets.US_ASCII)
                        + " at its start: " + file);
            }
            return new Referee(memory);
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The critical section
    // ---------------------------------------------------------------------------------------------------------------

    static long ownerWord(int pid, int seat) {
        return (long) pid << 32 | seat;
    }

    static int pidOf(long ownerWord) {
        return (int) (ownerWord >>> 32);
    }

    static int seatOf(long ownerWord) {
        return (int) ownerWord;
    }

    long owner() {
        return get(OWNER);
    }

    boolean changeOwner(long from, long to) {
        return WORDS.compareAndSet(memory, OWNER, from, to);
    }

    long counter() {
        return get(COUNTER);
    }

    void setCounter(long value) {
        set(COUNTER, value);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Findings
    // ---------------------------------------------------------------------------------------------------------------

    long overlaps() {
        return get(OVERLAP);
    }

    void countOverlap() {
        add(OVERLAP, 1);
    }

    long stale() {
        return get(STALE);
    }

    void countStale() {
        add(STALE, 1);
    }

    long wedges() {
        return get(WEDGE);
    }

    void countWedge() {
        add(WEDGE, 1);
    }

    long lost() {
        return get(LOST);
    }

    void setLost(long updates) {
        set(LOST, updates);
    }

    boolean isStopped() {
        return get(STOP) != 0;
    }

    void stop() {
        set(STOP, 1);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Seats
    // ---------------------------------------------------------------------------------------------------------------

    int seats() {
        return (int) get(SEATS);
    }

    long get(int seat, Field field) {
        return get(offset(seat, field));
    }

    void set(int seat, Field field, long value) {
        set(offset(seat, field), value);
    }

    private int offset(int seat, Field field) {
        return FIRST_SEAT + SEAT_BYTES * Objects.checkIndex(seat, seats()) + field.offset;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The ring of events
    // ---------------------------------------------------------------------------------------------------------------

    /** Which only grows, whatever a broken lock does to the counter. */
    long eventsSoFar() {
        return get(EVENTS);
    }

    void record(Event event) {
        int at = ringOffset(add(EVENTS, 1));
        set(at, 0);
        set(at + 8, (long) event.pid() << 32 | event.tid());
        set(at + 16, (long) event.kind().code() << 32 | event.lock());
        set(at + 24, event.generation());
        set(at, event.nanos());
    }

    /** The last events, oldest first; one that is just being written is left out. */
    List<Event> lastEvents(int most) {
        long end = eventsSoFar();
        long begin = Math.max(0, end - Math.min(most, RING_CAPACITY));
        List<Event> events = new ArrayList<>();
        for (long i = begin; i < end; i++) {
            int at = ringOffset(i);
            if (get(at) != 0) {
                events.add(eventAt(at));
            }
        }
        return events;
    }

    private Event eventAt(int at) {
        long who = get(at + 8);
        long what = get(at + 16);
        Event.Kind kind = Event.Kind.of((int) (what >>> 32));
        return new Event(get(at), (int) (who >>> 32), (int) who, kind, (int) what, get(at + 24));
    }

    private static int ringOffset(long event) {
        return RING + EVENT_BYTES * (int) (event % RING_CAPACITY);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Words
    // ---------------------------------------------------------------------------------------------------------------

    private long get(int offset) {
        return (long) WORDS.getVolatile(memory, offset);
    }

    private void set(int offset, long value) {
        WORDS.setVolatile(memory, offset, value);
    }

    private long add(int offset, long delta) {
        return (long) WORDS.getAndAdd(memory, offset, delta);
    }
}
