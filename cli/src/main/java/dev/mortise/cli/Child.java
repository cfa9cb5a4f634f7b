package dev.mortise.cli;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;
import dev.mortise.posix.WaitStatus;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * A child whose end is ours: its exit code is reported, and signals that ask this JVM to end are passed on to it.
 *
 * <p>A JVM that was asked to end runs its shutdown hooks and cannot be talked out of it. So the hook passes the signal on, waits for the
 * child for as long as that takes, and ends the JVM with the child's exit code before the JVM does it with its own.
 */
final class Child {

    /** A JVM that is about to end wakes nobody for a further signal. */
    private static final long LOOK_EVERY_MILLIS = 50;

    private final Posix posix;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int exitCode;

    /** Both guarded by this. */
    private int pid;

    private boolean tooLate;

    Child(Posix posix) {
        this.posix = posix;
    }

    /**
     * Starts it and waits for its end. Once.
     *
     * @param start starts it and tells its pid, or {@code -errno}
     * @return its exit code, 128 + n if signal n ended it; or {@code -errno}
     */
    int run(IntSupplier start) {
        Thread hook = new Thread(this::outlive, "mortise-child");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException ending) {
            return Exit.INTERRUPTED;
        }
        int started = start(start);
        int result = started > 0 ? await(started) : started;
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // It ends the JVM with the same exit code.
        }
        return result;
    }

    private synchronized int start(IntSupplier start) {
        if (tooLate) {
            return -Errno.EINTR; // nobody will hear of it: the JVM ends
        }
        pid = start.getAsInt();
        return pid;
    }

    private int await(int child) {
        int status;
        do {
            status = posix.waitpid(child, 0);
        } while (status == -Errno.EINTR);
        exitCode = exitCode(status);
        ended.countDown();
        return exitCode;
    }

    private static int exitCode(int status) {
        if (status < 0) {
            return Exit.OS_ERROR;
        }
        return WaitStatus.exited(status) ? WaitStatus.exitCode(status) : Exit.SIGNALLED + WaitStatus.signal(status);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // In the hook
    // ---------------------------------------------------------------------------------------------------------------

    private void outlive() {
        int child = childThatRuns();
        if (child > 0) {
            passOnUntilItEnds(child);
            Runtime.getRuntime().halt(exitCode);
        }
    }

    /** None if there is none yet, and then there will be none. */
    private synchronized int childThatRuns() {
        tooLate = true;
        return pid;
    }

    private void passOnUntilItEnds(int child) {
        Set<Thread> heard = new HashSet<>();
        do {
            for (Thread handler : Signals.handlers()) {
                if (heard.add(handler)) {
                    passOn(child, Signals.of(handler));
                }
            }
        } while (!hasEndedSoon());
    }

    private void passOn(int child, int signal) {
        boolean known = signal == Posix.SIGINT && Terminal.hasInterrupted(child);
        if (ended.getCount() > 0 && !known) {
            posix.kill(child, signal);
        }
    }

    private boolean hasEndedSoon() {
        try {
            return ended.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
