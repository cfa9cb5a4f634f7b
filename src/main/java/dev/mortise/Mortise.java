package dev.mortise;

import dev.mortise.event.Events;
import dev.mortise.posix.Backends;
import dev.mortise.posix.Posix;
import dev.mortise.queue.Doormen;
import dev.mortise.queue.Timer;
import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A set of locks that know each other: the lock files that are open, and the threads that wait for other processes.
 *
 * <p>Most programs need one, {@link #system()}. Two of them in one process exclude each other as two processes do.
 *
 * <p>{@code -Dmortise.sites=true} makes every hold remember where it was acquired, for the reports on holds that were dropped and on
 * threads that would wait for themselves; it costs about a microsecond for each.
 */
public final class Mortise implements AutoCloseable {

    private static final int MOST_DOORMEN = 256;
    private static final int MOST_THREADS = 64;

    /** All that it takes to lock. */
    private record Works(Posix posix, Timer timer, Doormen doormen, OpenLocks openLocks, LabelWriter labels) {

        static Works over(Posix posix) {
            Timer timer = new Timer(posix::monotonicNanos);
            Doormen doormen = new Doormen(posix, timer, MOST_DOORMEN);
            boolean recordingSites = Boolean.getBoolean("mortise.sites");
            return new Works(
                    posix,
                    timer,
                    doormen,
                    new OpenLocks(posix, doormen, new Events(), cleaner(), recordingSites),
                    new LabelWriter(posix));
        }

        private static Cleaner cleaner() {
            return Cleaner.create(task -> {
                Thread thread = new Thread(task, "mortise-cleaner");
                thread.setDaemon(true);
                return thread;
            });
        }
    }

    /** Null where locking is off. */
    private final @Nullable Works works;

    /** Not the common pool: its threads may all be waiting behind the very errand that needs one of them to look. */
    private final Executor errands = upTo(MOST_THREADS, "mortise-errand");

    /** Others than those that look: what a user does when a future completes may take its time. */
    private final Executor completions = upTo(MOST_THREADS, "mortise-future");

    private final Ranks ranks = new Ranks();
    private final ViewBook views = new ViewBook();

    private Mortise(@Nullable Works works) {
        this.works = works;
    }

    private static Executor upTo(int most, String name) {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(most, most, 2, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /**
     * The one that locks use if nothing else is said, over {@link Backends#best()}.
     *
     * @return the same one each time
     * @throws dev.mortise.posix.BackendUnavailableException if there is no door to the kernel here
     */
    public static Mortise system() {
        return SystemMortise.get();
    }

    /**
     * One over a door of the caller's choice.
     *
     * @param posix the door to the kernel
     * @return a new one
     */
    public static Mortise on(Posix posix) {
        return new Mortise(Works.over(posix));
    }

    /**
     * One that locks nothing: every lock is granted to everybody at once, between processes and between threads, and no file is
     * opened. For getting a service back on its feet where locking itself is the trouble, so it needs no backend. It says so once in
     * the log, as a warning, and as a flight recorder event.
     *
     * @return a new one
     */
    public static Mortise withoutLocking() {
        new Events().lockingIsOff();
        return new Mortise(null);
    }

    /**
     * A lock on a whole file.
     *
     * @param path the lock file; created, readable and writable by this user alone, if there is none, and never removed
     * @return its description, exclusive
     */
    public KernelLock kernelLock(Path path) {
        return KernelLock.of(this, path);
    }

    /**
     * A lock on a range of a file's bytes.
     *
     * @param path the file; created if there is none, and never removed
     * @param start first byte
     * @param length number of bytes, at least 1; the range lies within {@code [0, 2^62)}
     * @return its description, exclusive
     */
    public RangeLock rangeLock(Path path, long start, long length) {
        return RangeLock.of(this, path, start, length);
    }

    /**
     * Tells whether its locks lock.
     *
     * @return no for {@link #withoutLocking}
     */
    public boolean isLocking() {
        return works != null;
    }

    private Works works() {
        if (works == null) {
            throw new IllegalStateException("locking is off");
        }
        return works;
    }

    /**
     * The door to the kernel that it was made over, for what goes with its locks.
     *
     * @return the door
     * @throws IllegalStateException where locking is off
     */
    public Posix posix() {
        return works().posix();
    }

    Timer timer() {
        return works().timer();
    }

    OpenLocks openLocks() {
        return works().openLocks();
    }

    LabelWriter labels() {
        return works().labels();
    }

    Ranks ranks() {
        return ranks;
    }

    ViewBook views() {
        return views;
    }

    /** Where those look who wait without a thread. */
    Executor errands() {
        return errands;
    }

    /** Where their futures complete. */
    Executor completions() {
        return completions;
    }

    /**
     * Closes the lock files that nobody uses and ends the threads that have nothing to do. What is held stays held until it is closed;
     * those who wait are refused, and so is whoever comes later.
     */
    @Override
    public void close() {
        if (works != null) {
            works.openLocks().close();
            works.doormen().close();
        }
    }
}
