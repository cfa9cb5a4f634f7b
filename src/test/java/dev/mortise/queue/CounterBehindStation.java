package dev.mortise.queue;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Mode;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * A counter that only the station protects. Whoever tries, or waits for a while only, counts another one that nobody reads before the
 * end: their success is a matter of chance, and a sequential specification knows none.
 */
@SuppressWarnings("this-escape") // to itself
public class CounterBehindStation {

    /** Each look at the clock takes so long that a budget is soon spent. */
    private static final long STEP = 300_000;

    private static final Clock JUST_NOW = () -> Long.MAX_VALUE / 2;
    private static final Clock LONG_AGO = () -> -2 * Station.IN_VAIN;

    /** No other process, so nothing is asked of either. */
    private static final Timer TIMER = new Timer(System::nanoTime);

    private static final Doormen DOORMEN = new Doormen(ScriptedPosix.over(), TIMER, 1);

    private final LoneDoor door = new LoneDoor();
    private final AtomicLong time = new AtomicLong();
    private final Station station = build(door, DOORMEN, this::now);

    private int counter;
    private int byChance;
    private final AtomicInteger lucky = new AtomicInteger();

    Station build(Door idle, Doormen doormen, Clock clock) {
        return new Station(idle, LoneDoor::new, doormen, clock);
    }

    private long now() {
        return time.getAndAdd(STEP);
    }

    @Operation
    public int increment() throws InterruptedException {
        return increment(JUST_NOW);
    }

    /** By somebody who starves as soon as it was woken in vain. */
    @Operation
    public int incrementAtLast() throws InterruptedException {
        return increment(LONG_AGO);
    }

    private int increment(Clock since) throws InterruptedException {
        enter(Mode.EXCLUSIVE, since);
        int value = counter + 1;
        counter = value;
        leave(Mode.EXCLUSIVE);
        return value;
    }

    @Operation
    public int read() throws InterruptedException {
        enter(Mode.SHARED, JUST_NOW);
        int value = counter;
        leave(Mode.SHARED);
        return value;
    }

    private void enter(Mode mode, Clock since) throws InterruptedException {
        int passed = station.pass(mode);
        require(passed == -Errno.EAGAIN ? await(mode, since) : passed, 0);
    }

    /** Waits for its turn; it came when the clock says. */
    int await(Mode mode, Clock since) throws InterruptedException {
        return Mailbox.enter(station, mode, since, TIMER);
    }

    /** Waits for one look. */
    int awaitBriefly(Mode mode) throws InterruptedException {
        return Mailbox.enterBriefly(station, mode, LONG_AGO, TIMER);
    }

    Station station() {
        return station;
    }

    private void leave(Mode mode) {
        require(station.leave(mode), 0);
    }

    @Operation
    public void tryToEnter() {
        countByChance(station.tryEnter(Mode.EXCLUSIVE), -Errno.EAGAIN);
    }

    @Operation
    public void tryToShare() {
        int result = station.tryEnter(Mode.SHARED);
        if (result == 0) {
            leave(Mode.SHARED);
        } else {
            require(result, -Errno.EAGAIN);
        }
    }

    @Operation
    public void waitBriefly() throws InterruptedException {
        countByChance(awaitBriefly(Mode.EXCLUSIVE), -Errno.ECANCELED, -Errno.ETIMEDOUT);
    }

    private void countByChance(int result, int... excuses) {
        if (result == 0) {
            byChance++;
            lucky.incrementAndGet();
            leave(Mode.EXCLUSIVE);
        } else {
            require(result, excuses);
        }
    }

    private static void require(int result, int... expected) {
        if (IntStream.of(expected).noneMatch(each -> each == result)) {
            throw new IllegalStateException("answered " + result);
        }
    }

    @Validate
    public void nothingIsLeft() {
        if (byChance != lucky.get()) {
            throw new IllegalStateException(lucky + " were inside by chance, and " + byChance + " counted");
        }
        if (!station.isIdle() || door.isEntered()) {
            throw new IllegalStateException("somebody is left behind");
        }
    }
}
