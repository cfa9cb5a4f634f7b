package dev.mortise.testkit.storm;

import dev.mortise.Hold;
import dev.mortise.LockTimeoutException;
import dev.mortise.Mortise;
import dev.mortise.ProcessLock;
import dev.mortise.posix.Mode;
import dev.mortise.testkit.Contended;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The lock under test, as the visitors of one process take it. */
interface Prize {

    /** How it may be wanted. */
    Wish wish(SplittableRandom random);

    /** Takes it; answers how to let go, or null if it was not had in time. */
    @Nullable
    Runnable take(Wish wish) throws IOException, InterruptedException, ExecutionException;

    /** A lock for one thread that waits as long as it takes. */
    static Prize of(Contended lock) {
        return new Plain(lock);
    }

    /** A lock for all threads of a process. */
    static Prize of(LockMaker maker, Mortise mortise, Path file) {
        return new Versatile(maker.make(mortise, file, Mode.EXCLUSIVE), maker.make(mortise, file, Mode.SHARED));
    }

    /** See {@link #of(Contended)}. */
    record Plain(Contended lock) implements Prize {

        @Override
        public Wish wish(SplittableRandom random) {
            return Wish.plain();
        }

        @Override
        public Runnable take(Wish wish) {
            lock.acquire();
            return lock::release;
        }
    }

    /** See {@link #of(LockMaker, Mortise, Path)}. */
    record Versatile(ProcessLock exclusive, ProcessLock shared) implements Prize {

        @Override
        public Wish wish(SplittableRandom random) {
            return Wish.choose(random);
        }

        @Override
        public @Nullable Runnable take(Wish wish) throws IOException, InterruptedException, ExecutionException {
            ProcessLock lock = wish.mode() == Mode.SHARED ? shared : exclusive;
            Hold hold =
                    switch (wish.manner()) {
                        case WAIT -> lock.acquire();
                        case WAIT_AWHILE -> within(lock, wish.patience());
                        case TRY -> lock.tryAcquire();
                        case LATER -> lock.acquireAsync().get();
                        case LATER_IF_SOON -> ifSoon(lock.acquireAsync(), wish.patience());
                    };
            return hold == null ? null : hold::close;
        }

        private static @Nullable Hold within(ProcessLock lock, Duration patience)
                throws IOException, InterruptedException {
            try {
                return lock.acquire(patience);
            } catch (LockTimeoutException e) {
                return null;
            }
        }

        /** What is won before the change of mind takes effect is ours. */
        private static @Nullable Hold ifSoon(CompletableFuture<Hold> coming, Duration patience)
                throws InterruptedException, ExecutionException {
            try {
                return coming.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return coming.cancel(false) ? null : coming.get();
            }
        }
    }
}
