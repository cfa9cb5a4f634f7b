package dev.mortise.posix.abi;

import dev.mortise.posix.Errno;

/**
 * Wakes a thread that is blocked in the kernel by a signal whose handler does nothing.
 *
 * <p>Java code cannot be a signal handler: it would run at any point of the JVM. The handler is therefore the C library's
 * {@code abs}, which takes the signal's number, touches nothing and returns. It is installed without
 * {@code SA_RESTART}, so the interrupted call returns {@code EINTR}, and only where nobody else handles the signal.
 */
final class Kicks {

    private final Kernel kernel;

    Kicks(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Asks for the handler each time: something else may have taken the signal since. */
    int kick(Scratch scratch, int tid) {
        int signal = KickSignal.configured();
        if (signal == KickSignal.OFF) {
            return -Errno.ENOTSUP;
        }
        int refused = install(signal);
        if (refused != 0) {
            return refused;
        }
        int self = (int) kernel.call(scratch, Syscall.GETPID, 0);
        return (int) kernel.call(scratch, Syscall.TGKILL, self, tid, signal);
    }

    /** Two threads may do so at once. */
    private int install(int number) {
        long nothing = kernel.downcalls().address("abs");
        try (NativeMemory action = kernel.downcalls().borrowed(Structs.SIGACTION_BYTES)) {
            if (sigaction(number, 0, action.address()) != 0) {
                return -Errno.EINVAL;
            }
            long present = action.bytes().getLong(Structs.SIGACTION_HANDLER);
            if (present == nothing) {
                return 0;
            }
            if (present != 0) {
                return -Errno.EBUSY;
            }
            action.bytes().put(0, new byte[Structs.SIGACTION_BYTES]);
            action.bytes().putLong(Structs.SIGACTION_HANDLER, nothing);
            return sigaction(number, action.address(), 0) == 0 ? 0 : -Errno.EINVAL;
        }
    }

    private int sigaction(int number, long action, long previous) {
        return kernel.downcalls().function("sigaction", number, action, previous);
    }
}
