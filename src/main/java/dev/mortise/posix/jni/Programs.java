package dev.mortise.posix.jni;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.posix.abi.OpenDescriptors;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Lays out what the shim needs to start a program: each vector as one block of strings end to end, and a plan for the
 * descriptors from 3 up, since the JDK opens files without {@code O_CLOEXEC}.
 */
final class Programs {

    private static final int LAST_STANDARD = 2;

    private final Posix posix;

    Programs(Posix posix) {
        this.posix = posix;
    }

    int exec(byte[] path, byte[][] argv, byte[][] envp) {
        return Shim.exec(copy(path), block(argv), argv.length, block(envp), envp.length);
    }

    int spawn(byte[] path, byte[][] argv, byte[][] envp, int[] inherited) {
        int[] keep = Arrays.stream(inherited)
                .filter(fd -> fd < 0 || fd > LAST_STANDARD)
                .sorted()
                .toArray();
        int top = Math.max(LAST_STANDARD, Arrays.stream(keep).max().orElse(LAST_STANDARD));
        return Shim.spawn(copy(path), block(argv), argv.length, block(envp), envp.length, keep, close(keep, top), top);
    }

    /** The gaps between those that are kept, and where the C library cannot close the rest, the rest by number. */
    private int[] close(int[] sortedKeep, int top) {
        IntStream gaps =
                IntStream.rangeClosed(LAST_STANDARD + 1, top).filter(fd -> Arrays.binarySearch(sortedKeep, fd) < 0);
        if (Shim.canCloseFrom()) {
            return gaps.toArray();
        }
        IntStream rest = Arrays.stream(OpenDescriptors.list(posix)).filter(fd -> fd > top);
        return IntStream.concat(gaps, rest).toArray();
    }

    private static byte[] block(byte[][] terminated) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (byte[] string : terminated) {
            block.writeBytes(copy(string));
        }
        return block.toByteArray();
    }

    /** The copy is checked: another thread may write to the array. */
    private static byte[] copy(byte[] terminated) {
        return Name.requireTerminated(terminated.clone());
    }
}
