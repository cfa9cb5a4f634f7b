package dev.mortise.compat;

import dev.mortise.Hold;
import dev.mortise.KernelLock;
import dev.mortise.LockException;
import dev.mortise.LockTimeoutException;
import dev.mortise.Mortise;
import dev.mortise.owner.Verdict.State;
import dev.mortise.posix.Printable;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Named locks in a directory: {@code NAME.lock}, with the holder's pid in it while it is held.
 *
 * <p>The pid is for people and for older programs. The kernel's lock on the file is what counts: it ends with its holder, so nothing is ever
 * stale, and nothing has to be cleaned up, which is where such locks used to be lost. The files stay. What somebody else wrote into one
 * stays as well, unless it is a pid.
 *
 * <p>A thread that has a lock may acquire it again; it is free when all its holds are closed, by whatever threads.
 */
public final class PidLocks implements AutoCloseable {

    private static final String SUFFIX = ".lock";
    private static final Duration USUAL = Duration.ofSeconds(10);

    private final Mortise mortise;
    private final Path directory;

    /** Of this process's threads. Each adds only its own. */
    private final Map<Place, PidHold> held = new ConcurrentHashMap<>();

    private volatile boolean closed;

    private PidLocks(Mortise mortise, Path directory) {
        this.mortise = mortise;
        this.directory = directory;
    }

    private record Place(Thread thread, String name) {}

    /**
     * The locks in a directory, which is created if there is none.
     *
     * @param directory of the lock files
     * @return its locks
     * @throws IOException if the directory cannot be created
     */
    public static PidLocks in(Path directory) throws IOException {
        return in(Mortise.system(), directory);
    }

    /**
     * The locks in a directory, which is created if there is none.
     *
     * @param mortise whose threads know each other
     * @param directory of the lock files
     * @return its locks
     * @throws IOException if the directory cannot be created
     */
    public static PidLocks in(Mortise mortise, Path directory) throws IOException {
        Objects.requireNonNull(mortise, "mortise");
        if (mortise.isLocking()) {
            new LockDirectory(mortise.posix(), directory).create();
        }
        return new PidLocks(mortise, directory);
    }

    /**
     * Waits for a lock, for 10 s.
     *
     * @param name of what it protects
     * @return the hold, to be closed
     * @throws LockTimeoutException "Could not acquire lock on P within 10s", if others were in the way all the time
     * @throws LockException if it cannot be had at all: a symbolic link is refused, wherever it leads
     * @throws InterruptedException if interrupted while waiting; nothing is left behind
     * @throws IllegalArgumentException if the name would lead out of the directory
     */
    public PidLock acquire(String name) throws LockException, InterruptedException {
        return acquire(name, USUAL);
    }

    /**
     * Waits for a lock.
     *
     * @param name of what it protects
     * @param timeout for how long; zero means one try
     * @return the hold, to be closed
     * @throws LockTimeoutException "Could not acquire lock on P within Ts", if others were in the way all the time
     * @throws LockException if it cannot be had at all: a symbolic link is refused, wherever it leads
     * @throws InterruptedException if interrupted while waiting; nothing is left behind
     * @throws IllegalArgumentException if the name would lead out of the directory, or the timeout is negative
     */
    public PidLock acquire(String name, Duration timeout) throws LockException, InterruptedException {
        KernelLock lock = lock(name);
        RetryPreset patience = RetryPreset.eachTwentiethOfASecond(timeout);
        PidHold mine = heldAlready(name);
        return mine == null ? admit(name, patience.acquire(lock)) : new PidLock(mine);
    }

    /**
     * Tries once.
     *
     * @param name of what it protects
     * @return the hold, to be closed; null if others are in the way
     * @throws LockException if it cannot be had at all
     * @throws IllegalArgumentException if the name would lead out of the directory
     */
    public @Nullable PidLock tryAcquire(String name) throws LockException {
        KernelLock lock = lock(name);
        PidHold mine = heldAlready(name);
        if (mine != null) {
            return new PidLock(mine);
        }
        Hold hold = lock.tryAcquire();
        return hold == null ? null : admit(name, hold);
    }

    private KernelLock lock(String name) {
        boolean isName =
                !name.isEmpty() && name.indexOf('/') < 0 && Printable.of(name).equals(name);
        if (!isName) {
            throw new IllegalArgumentException("'" + Printable.of(name) + "' is no name of a lock in "
                    + Printable.of(directory.toString())
                    + ": it must not be empty, and have no slash and nothing that cannot be printed");
        }
        return mortise.kernelLock(directory.resolve(name + SUFFIX));
    }

    private @Nullable PidHold heldAlready(String name) {
        PidHold mine = held.get(new Place(Thread.currentThread(), name));
        return mine != null && mine.enterAgain() ? mine : null;
    }

    private PidLock admit(String name, Hold hold) {
        boolean admitted = false;
        try {
            Place place = new Place(Thread.currentThread(), name);
            PidText text = mortise.isLocking() ? PidText.into(mortise.posix(), hold) : null;
            PidHold mine = new PidHold(hold, text, ended -> held.remove(place, ended));
            held.put(place, mine);
            admitted = !closed;
            if (!admitted) {
                mine.end();
                throw new IllegalStateException("these locks are closed: " + this);
            }
            return new PidLock(mine);
        } finally {
            if (!admitted) {
                hold.close();
            }
        }
    }

    /**
     * Looks at the directory's lock files, and leaves them as they are.
     *
     * @return what is there; nothing where locking is off
     * @throws IOException if the directory cannot be listed
     */
    public LockHealth health() throws IOException {
        List<String> inUse = new ArrayList<>();
        List<String> leftOver = new ArrayList<>();
        if (!mortise.isLocking()) {
            return new LockHealth(inUse, leftOver);
        }
        for (String name : new LockDirectory(mortise.posix(), directory).names(SUFFIX)) {
            Path file = fileOrNull(name);
            if (file != null && isHeld(file)) {
                inUse.add(name);
            } else if (file != null && PidText.namesADeadProcess(mortise.posix(), file)) {
                leftOver.add(name);
            }
        }
        return new LockHealth(inUse, leftOver);
    }

    /** Null for a name that is no text in this locale. */
    private @Nullable Path fileOrNull(String name) {
        try {
            return directory.resolve(name);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** What cannot be looked at, a symbolic link for one, is nobody's lock. */
    private boolean isHeld(Path file) {
        try {
            return mortise.kernelLock(file).verdict().state() == State.HELD;
        } catch (LockException e) {
            return false;
        }
    }

    /** Lets go of all that threads of this process still have through this; nothing is acquired through it any more. */
    @Override
    public void close() {
        closed = true;
        RuntimeException first = null;
        for (PidHold each : List.copyOf(held.values())) {
            try {
                each.end();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    @Override
    public String toString() {
        return "PidLocks " + Printable.of(directory.toString());
    }
}
