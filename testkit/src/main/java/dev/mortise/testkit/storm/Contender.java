package dev.mortise.testkit.storm;

import dev.mortise.LockUnsupportedException;
import dev.mortise.Mortise;
import dev.mortise.owner.Liveness;
import dev.mortise.owner.ProcessId;
import dev.mortise.owner.Processes;
import dev.mortise.posix.BackendUnavailableException;
import dev.mortise.posix.Backends;
import dev.mortise.posix.Errno;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;
import dev.mortise.testkit.KernelRefusedException;
import dev.mortise.testkit.storm.Referee.Field;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/**
 * The program of a contending process: {@code Contender REFEREE SEAT THREADS DIRECTORY LOCK SECONDS SEED}. Each of its
 * threads has a seat of its own, from SEAT on; LOCK is the class of a {@link LockMaker}, or of a {@link Contended.Opener} for
 * one thread.
 *
 * <p>Its standard input is its leash. When ready it says so through its seats and reads one byte, which is the sign to
 * start; after that a watching thread reads on, and the end of the stream means that the coordinator is gone, however it
 * ended: the contender ends at once, even blocked in the kernel. Those that the coordinator has stopped cannot notice, so
 * it continues them first.
 */
final class Contender {

    static final Name LOCK = Name.of("lock");

    /** How long an entrant waits for the end of a doomed process that it found inside. */
    static final Duration DEATH_WITHIN = Duration.ofSeconds(10);

    private static final int UNSUPPORTED = 69;
    private static final int INTERNAL = 70;
    private static final int OS_ERROR = 71;
    private static final int IO_ERROR = 74;

    private final Referee referee;
    private final int firstSeat;
    private final int threads;
    private final Posix posix;
    private final Prize prize;
    private final long seconds;
    private final long seed;
    private final ProcessId self;
    private final CountDownLatch go = new CountDownLatch(1);

    private Contender(Referee referee, String[] args, Posix posix, Prize prize) {
        this.referee = referee;
        this.firstSeat = Integer.parseInt(args[1]);
        this.threads = Integer.parseInt(args[2]);
        this.posix = posix;
        this.prize = prize;
        this.seconds = Long.parseLong(args[5]);
        this.seed = Long.parseLong(args[6]);
        this.self = Processes.of(posix).self();
    }

    /**
     * Runs a contender.
     *
     * @param args see above
     */
    public static void main(String[] args) {
        int status = 0;
        try {
            open(args).contend(System.in);
        } catch (IOException | InterruptedException | ReflectiveOperationException | RuntimeException | Error e) {
            status = explain(e);
        }
        Runtime.getRuntime().halt(status);
    }

    /** Standard error is how a child explains itself to the coordinator. */
    @SuppressWarnings("SystemOut")
    private static int explain(Throwable thrown) {
        Throwable cause =
                thrown instanceof ExecutionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        int status = statusOf(cause);
        if (status == INTERNAL) {
            cause.printStackTrace();
        } else {
            System.err.println(cause instanceof IOException ? cause.toString() : cause.getMessage());
        }
        return status;
    }

    private static int statusOf(Throwable cause) {
        if (cause instanceof KernelRefusedException refused) {
            return refused.errno() == Errno.EOPNOTSUPP || refused.errno() == Errno.ENOSYS ? UNSUPPORTED : OS_ERROR;
        }
        if (cause instanceof BackendUnavailableException || cause instanceof LockUnsupportedException) {
            return UNSUPPORTED;
        }
        return cause instanceof IOException ? IO_ERROR : INTERNAL;
    }

    private static Contender open(String[] args) throws IOException, ReflectiveOperationException {
        Referee referee = Referee.open(Path.of(args[0]));
        Posix posix = Backends.best();
        return new Contender(referee, args, posix, prize(posix, Path.of(args[3]), args[4]));
    }

    private static Prize prize(Posix posix, Path directory, String lock) throws ReflectiveOperationException {
        Object made = Class.forName(lock).getConstructor().newInstance();
        if (made instanceof LockMaker maker) {
            return Prize.of(maker, Mortise.on(posix), directory.resolve(LOCK.toString()));
        }
        int flags = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC;
        byte[] path = Name.pathBytes(directory);
        int fd = KernelRefusedException.require("openat", posix.openat(Posix.AT_FDCWD, path, flags, 0));
        return Prize.of(((Contended.Opener) made).open(posix, fd, LOCK));
    }

    private void contend(InputStream leash) throws IOException, InterruptedException {
        List<Thread> visitors = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = firstSeat + i;
            visitors.add(ThreadKind.ofThread(i).start(() -> visitOrEnd(number)));
        }
        if (leash.read() < 0) {
            return;
        }
        Thread watcher = new Thread(() -> endWith(leash), "leash");
        watcher.setDaemon(true);
        watcher.start();
        go.countDown();
        for (Thread visitor : visitors) {
            visitor.join();
        }
    }

    private void visitOrEnd(int number) {
        try {
            visit(number);
        } catch (IOException | InterruptedException | ExecutionException | RuntimeException | Error e) {
            Runtime.getRuntime().halt(explain(e));
        }
    }

    private void visit(int number) throws IOException, InterruptedException, ExecutionException {
        Seat seat = new Seat(referee, number, self, posix, DEATH_WITHIN);
        Visitor visitor = new Visitor(posix, prize, seat, seed + number);
        seat.ready();
        go.await();
        long deadline = posix.monotonicNanos() + Duration.ofSeconds(seconds).toNanos();
        while (!referee.isStopped() && posix.monotonicNanos() < deadline) {
            visitor.round();
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The leash
    // ---------------------------------------------------------------------------------------------------------------

    private void endWith(InputStream leash) {
        try {
            while (leash.read() >= 0) {
                // More than the one byte is not sent; only the end matters.
            }
        } catch (IOException e) {
            // A broken leash is no leash either.
        }
        continueTheStopped();
        Runtime.getRuntime().halt(0);
    }

    private void continueTheStopped() {
        Processes processes = Processes.of(posix);
        for (int seat = 0; seat < referee.seats(); seat++) {
            int pid = (int) referee.get(seat, Field.PID);
            long startTicks = referee.get(seat, Field.START_TICKS);
            ProcessId other = new ProcessId(pid, startTicks, "", ProcessId.UNRECORDED, "");
            if (pid > 0 && pid != self.pid() && processes.liveness(other).state() == Liveness.State.ALIVE) {
                posix.kill(pid, Posix.SIGCONT);
            }
        }
    }
}
