package dev.mortise.posix.abi;

import dev.mortise.posix.Posix;
import java.util.Arrays;

/**
 * Starts other programs.
 *
 * <p>A JVM has many threads, so it must not {@code fork}: {@code posix_spawn} does in the child what it is told here. Close
 * every descriptor that is not inherited (the JDK opens files without {@code O_CLOEXEC}); duplicate each inherited one
 * onto itself, which clears its {@code FD_CLOEXEC}; give every signal its default action and unblock it.
 */
final class Programs {

    /** More than the C library's {@code posix_spawn_file_actions_t} (80) and {@code posix_spawnattr_t} (336). */
    private static final int OPAQUE_BYTES = 512;

    private static final int SIGNAL_SET_BYTES = 128;
    private static final int KERNEL_SIGNAL_SET_BYTES = 8;
    private static final short SETSIGDEF_AND_SETSIGMASK = 0x04 | 0x08;
    private static final int FIRST_AFTER_STANDARD = 3;
    private static final String CLOSE_FROM = "posix_spawn_file_actions_addclosefrom_np";

    private final Kernel kernel;
    private final Posix posix;

    Programs(Kernel kernel, Posix posix) {
        this.kernel = kernel;
        this.posix = posix;
    }

    int exec(Scratch scratch, byte[] path, byte[][] argv, byte[][] envp) {
        try (Loans loans = new Loans(kernel.downcalls())) {
            long program = loans.string(path);
            long arguments = loans.strings(argv);
            long environment = loans.strings(envp);
            long none = loans.zeroes(KERNEL_SIGNAL_SET_BYTES);
            long before = loans.zeroes(KERNEL_SIGNAL_SET_BYTES);
            setSignalMask(scratch, none, before);
            int refused = (int) kernel.call(scratch, Syscall.EXECVE, program, arguments, environment);
            setSignalMask(scratch, before, 0);
            return refused;
        }
    }

    private void setSignalMask(Scratch scratch, long set, long previous) {
        kernel.call(scratch, Syscall.RT_SIGPROCMASK, Structs.SIG_SETMASK, set, previous, KERNEL_SIGNAL_SET_BYTES);
    }

    int spawn(byte[] path, byte[][] argv, byte[][] envp, int[] inherited) {
        try (Loans loans = new Loans(kernel.downcalls())) {
            long program = loans.string(path);
            long arguments = loans.strings(argv);
            long environment = loans.strings(envp);
            long actions = loans.zeroes(OPAQUE_BYTES);
            long attributes = loans.zeroes(OPAQUE_BYTES);
            must("posix_spawn_file_actions_init", actions);
            must("posix_spawnattr_init", attributes);
            try {
                int refused = describeDescriptors(actions, inherited);
                if (refused != 0) {
                    return -refused;
                }
                describeSignals(loans, attributes);
                return start(loans, program, actions, attributes, arguments, environment);
            } finally {
                must("posix_spawn_file_actions_destroy", actions);
                must("posix_spawnattr_destroy", attributes);
            }
        }
    }

    private int start(Loans loans, long program, long actions, long attributes, long arguments, long environment) {
        NativeMemory pid = loans.take(Integer.BYTES);
        int refused = call("posix_spawn", pid.address(), program, actions, attributes, arguments, environment);
        return refused != 0 ? -refused : pid.bytes().getInt(0);
    }

    private int describeDescriptors(long actions, int[] inherited) {
        int top = Math.max(
                FIRST_AFTER_STANDARD - 1, Arrays.stream(inherited).max().orElse(0));
        int refused = 0;
        for (int fd = FIRST_AFTER_STANDARD; fd <= top && refused == 0; fd++) {
            refused = isIn(inherited, fd)
                    ? call("posix_spawn_file_actions_adddup2", actions, fd, fd)
                    : call("posix_spawn_file_actions_addclose", actions, fd);
        }
        return refused != 0 ? refused : closeAbove(actions, top);
    }

    private int closeAbove(long actions, int top) {
        if (kernel.downcalls().has(CLOSE_FROM)) {
            return call(CLOSE_FROM, actions, top + 1);
        }
        for (int fd : OpenDescriptors.list(posix)) {
            if (fd > top) {
                must("posix_spawn_file_actions_addclose", actions, fd);
            }
        }
        return 0;
    }

    /** {@code sigfillset} would leave out the two signals that the C library keeps for itself: they would be ignored. */
    private void describeSignals(Loans loans, long attributes) {
        long all = loans.filled(SIGNAL_SET_BYTES, (byte) 0xff);
        long none = loans.zeroes(SIGNAL_SET_BYTES);
        must("posix_spawnattr_setsigdefault", attributes, all);
        must("posix_spawnattr_setsigmask", attributes, none);
        must("posix_spawnattr_setflags", attributes, SETSIGDEF_AND_SETSIGMASK);
    }

    private static boolean isIn(int[] numbers, int wanted) {
        return Arrays.stream(numbers).anyMatch(number -> number == wanted);
    }

    private void must(String function, long... arguments) {
        int refused = call(function, arguments);
        if (refused != 0) {
            throw new IllegalStateException(function + " refused: " + refused);
        }
    }

    private int call(String function, long... arguments) {
        return kernel.downcalls().function(function, arguments);
    }
}
