package dev.mortise.queue;

import dev.mortise.posix.Mode;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Waits in a queue as a thread does, but spins instead of parking: a model checker lets {@code park} return for no reason, as it may, and
 * then no wake-up is ever missed. A thread that spins for ever is told as hung.
 */
final class Mailbox implements Executor, Errand.Outcome {

    private static final int NOT_TOLD = 1;

    private volatile @Nullable Runnable look;
    private int told = NOT_TOLD;

    /** Waits for its turn. */
    static int enter(Station station, Mode mode, Clock since, Timer timer) {
        Mailbox box = new Mailbox();
        box.send(station, mode, since, timer);
        return box.await();
    }

    /** Looks once, and gives up unless it is inside by then. */
    static int enterBriefly(Station station, Mode mode, Clock since, Timer timer) {
        Mailbox box = new Mailbox();
        Errand errand = box.send(station, mode, since, timer);
        errand.cancel();
        return box.await();
    }

    /** As {@link Station#enterLater}, but it came at any time one likes. */
    private Errand send(Station station, Mode mode, Clock since, Timer timer) {
        Errand errand = new Errand(station, mode, Patience.withoutEnd(), since, this, timer, this);
        station.enqueue(errand);
        errand.start();
        return errand;
    }

    private int await() {
        while (told == NOT_TOLD) {
            next().run();
        }
        return told;
    }

    @Override
    public void execute(Runnable command) {
        look = command;
    }

    private Runnable next() {
        while (true) {
            Runnable next = look;
            if (next != null) {
                look = null;
                return next;
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void accept(int result, @Nullable Throwable thrown) {
        if (thrown != null) {
            throw new IllegalStateException(thrown);
        }
        told = result;
    }
}
