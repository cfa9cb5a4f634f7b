package dev.mortise.testkit.storm;

import dev.mortise.posix.Mode;
import dev.mortise.posix.Posix;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;

/** A thread of a contending process: acquire, enter, update, leave, release, until the storm is over. */
final class Visitor {

    private static final int WORK = 400;
    private static final int YIELD_EVERY = 16;

    private final Posix posix;
    private final Prize prize;
    private final Seat seat;
    private final SplittableRandom random;

    Visitor(Posix posix, Prize prize, Seat seat, long seed) {
        this.posix = posix;
        this.prize = prize;
        this.seat = seat;
        this.random = new SplittableRandom(seed);
    }

    void round() throws IOException, InterruptedException, ExecutionException {
        Wish wish = prize.wish(random);
        long asked = posix.monotonicNanos();
        Runnable release = prize.take(wish);
        long got = posix.monotonicNanos();
        if (release == null) {
            seat.gaveUp();
        } else {
            visit(wish.mode());
            release.run();
            seat.waited(got - asked);
        }
        work();
    }

    private void visit(Mode mode) {
        if (mode == Mode.EXCLUSIVE) {
            seat.enter();
            seat.update(this::work);
            seat.leave();
        } else {
            seat.enterTogether();
            work();
            seat.leaveTogether();
        }
    }

    /** A little of it, and a yield now and then, so that a lock which lets two in is seen to. */
    @SuppressWarnings("ThreadPriorityCheck") // provoking the scheduler is the point
    private void work() {
        for (int i = random.nextInt(WORK); i > 0; i--) {
            Thread.onSpinWait();
        }
        if (random.nextInt(YIELD_EVERY) == 0) {
            Thread.yield();
        }
    }
}
