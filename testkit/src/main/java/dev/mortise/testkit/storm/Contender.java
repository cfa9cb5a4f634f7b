package dev.mortise.testkit.storm;

import dev.mortise.owner.ProcessId;
import dev.mortise.owner.Processes;
import dev.mortise.posix.BackendUnavailableException;
import dev.mortise.posix.Backends;
import dev.mortise.posix.Errno;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;
import dev.mortise.testkit.KernelRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * The program of a contending process: {@code Contender REFEREE SEAT DIRECTORY OPENER SECONDS SEED}.
 *
 * <p>Its standard input is its leash. When ready it says so through its seat and reads one byte, which is the sign to
 * start; after that a watching thread reads on, and the end of the stream means that the coordinator is gone, however it
 * ended: the contender ends at once, even blocked in the kernel.
 */
final class Contender {

    static final Name LOCK = Name.of("lock");

    /** How long an entrant waits for the end of a doomed process that it found inside. */
    static final Duration DEATH_WITHIN = Duration.ofSeconds(10);

    private static final int UNSUPPORTED = 69;
    private static final int INTERNAL = 70;
    private static final int OS_ERROR = 71;
    private static final int IO_ERROR = 74;
    private static final int WORK = 400;
    private static final int YIELD_EVERY = 16;

    private final Referee referee;
    private final Posix posix;
    private final Contended lock;
    private final Seat seat;
    private final long seconds;
    private final SplittableRandom random;

    private Contender(Referee referee, int number, Posix posix, Contended lock, long seconds, long seed) {
        this.referee = referee;
        this.posix = posix;
        this.lock = lock;
        this.seconds = seconds;
        this.random = new SplittableRandom(seed + number);
        ProcessId self = Processes.of(posix).self();
        this.seat = new Seat(referee, number, self, posix, DEATH_WITHIN);
    }

    /**
     * Runs a contender.
     *
     * @param args see above
     */
    @SuppressWarnings("SystemOut") // standard error is how a child explains itself to the coordinator
    public static void main(String[] args) {
        int status;
        try {
            open(args).contend(System.in);
            status = 0;
        } catch (KernelRefusedException e) {
            System.err.println(e.getMessage());
            status = e.errno() == Errno.EOPNOTSUPP || e.errno() == Errno.ENOSYS ? UNSUPPORTED : OS_ERROR;
        } catch (BackendUnavailableException e) {
            System.err.println(e.getMessage());
            status = UNSUPPORTED;
        } catch (IOException e) {
            System.err.println(e);
            status = IO_ERROR;
        } catch (ReflectiveOperationException | RuntimeException | Error e) {
            e.printStackTrace();
            status = INTERNAL;
        }
        Runtime.getRuntime().halt(status);
    }

    private static Contender open(String[] args) throws IOException, ReflectiveOperationException {
        Referee referee = Referee.open(Path.of(args[0]));
        Posix posix = Backends.best();
        int flags = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC;
        byte[] path = Name.pathBytes(Path.of(args[2]));
        int directory = KernelRefusedException.require("openat", posix.openat(Posix.AT_FDCWD, path, flags, 0));
        Contended.Opener opener = Class.forName(args[3])
                .asSubclass(Contended.Opener.class)
                .getConstructor()
                .newInstance();
        Contended lock = opener.open(posix, directory, LOCK);
        return new Contender(
                referee, Integer.parseInt(args[1]), posix, lock, Long.parseLong(args[4]), Long.parseLong(args[5]));
    }

    private void contend(InputStream leash) throws IOException {
        seat.ready();
        if (leash.read() < 0) {
            return;
        }
        Thread watcher = new Thread(() -> endWith(leash), "leash");
        watcher.setDaemon(true);
        watcher.start();
        long deadline = posix.monotonicNanos() + Duration.ofSeconds(seconds).toNanos();
        while (!referee.isStopped() && posix.monotonicNanos() < deadline) {
            round();
        }
    }

    private static void endWith(InputStream leash) {
        try {
            while (leash.read() >= 0) {
                // More than the one byte is not sent; only the end matters.
            }
        } catch (IOException e) {
            // A broken leash is no leash either.
        }
        Runtime.getRuntime().halt(0);
    }

    private void round() {
        long asked = posix.monotonicNanos();
        lock.acquire();
        long got = posix.monotonicNanos();
        seat.enter();
        seat.update(this::work);
        seat.leave();
        lock.release();
        seat.waited(got - asked);
        work();
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
