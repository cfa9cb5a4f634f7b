package dev.mortise.posix.ffm;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.posix.abi.OpenDescriptors;
import dev.mortise.posix.abi.Structs;
import dev.mortise.posix.abi.Syscall;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
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
        try (Arena arena = Arena.ofConfined()) {
            long program = string(arena, path);
            long arguments = strings(arena, argv);
            long environment = strings(arena, envp);
            MemorySegment none = arena.allocate(KERNEL_SIGNAL_SET_BYTES, 8);
            MemorySegment before = arena.allocate(KERNEL_SIGNAL_SET_BYTES, 8);
            setSignalMask(scratch, none.address(), before.address());
            int refused = (int) kernel.call(scratch, Syscall.EXECVE, program, arguments, environment);
            setSignalMask(scratch, before.address(), 0);
            return refused;
        }
    }

    private void setSignalMask(Scratch scratch, long set, long previous) {
        kernel.call(scratch, Syscall.RT_SIGPROCMASK, Structs.SIG_SETMASK, set, previous, KERNEL_SIGNAL_SET_BYTES);
    }

    int spawn(byte[] path, byte[][] argv, byte[][] envp, int[] inherited) {
        try (Arena arena = Arena.ofConfined()) {
            long program = string(arena, path);
            long arguments = strings(arena, argv);
            long environment = strings(arena, envp);
            long actions = arena.allocate(OPAQUE_BYTES, 16).address();
            long attributes = arena.allocate(OPAQUE_BYTES, 16).address();
            must("posix_spawn_file_actions_init", actions);
            must("posix_spawnattr_init", attributes);
            try {
                int refused = describeDescriptors(actions, inherited);
                if (refused != 0) {
                    return -refused;
                }
                describeSignals(arena, attributes);
                return start(arena, program, actions, attributes, arguments, environment);
            } finally {
                must("posix_spawn_file_actions_destroy", actions);
                must("posix_spawnattr_destroy", attributes);
            }
        }
    }

    private int start(Arena arena, long program, long actions, long attributes, long arguments, long environment) {
        MemorySegment pid = arena.allocate(JAVA_INT);
        int refused = call("posix_spawn", pid.address(), program, actions, attributes, arguments, environment);
        return refused != 0 ? -refused : pid.get(JAVA_INT, 0);
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
        if (kernel.has(CLOSE_FROM)) {
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
    private void describeSignals(Arena arena, long attributes) {
        MemorySegment all = arena.allocate(SIGNAL_SET_BYTES, 16).fill((byte) 0xff);
        MemorySegment none = arena.allocate(SIGNAL_SET_BYTES, 16);
        must("posix_spawnattr_setsigdefault", attributes, all.address());
        must("posix_spawnattr_setsigmask", attributes, none.address());
        must("posix_spawnattr_setflags", attributes, SETSIGDEF_AND_SETSIGMASK);
    }

    private static boolean isIn(int[] numbers, int wanted) {
        return Arrays.stream(numbers).anyMatch(number -> number == wanted);
    }

    private static long string(Arena arena, byte[] terminated) {
        return arena.allocateFrom(JAVA_BYTE, Name.requireTerminated(terminated)).address();
    }

    /** An array of pointers, closed by a null one. */
    private static long strings(Arena arena, byte[][] terminated) {
        MemorySegment pointers = arena.allocate(JAVA_LONG, terminated.length + 1L);
        for (int i = 0; i < terminated.length; i++) {
            pointers.setAtIndex(JAVA_LONG, i, string(arena, terminated[i]));
        }
        return pointers.address();
    }

    private void must(String function, long... arguments) {
        int refused = call(function, arguments);
        if (refused != 0) {
            throw new IllegalStateException(function + " refused: " + refused);
        }
    }

    /** Not a hot path: a handle is linked for each call, and the JDK caches it by its shape. */
    private int call(String function, long... arguments) {
        MemoryLayout[] shape = new MemoryLayout[arguments.length];
        Arrays.fill(shape, JAVA_LONG);
        Object[] boxed = Arrays.stream(arguments).boxed().toArray();
        try {
            return (int) kernel.link(function, FunctionDescriptor.of(JAVA_INT, shape))
                    .invokeWithArguments(boxed);
        } catch (Throwable t) {
            throw Kernel.unexpected(t);
        }
    }
}
