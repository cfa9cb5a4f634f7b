package dev.mortise.posix.abi;

import dev.mortise.posix.DirectoryEntries;
import dev.mortise.posix.Posix;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Lists the descriptors that this process has open. */
public final class OpenDescriptors {

    private static final String OWN = "/proc/self/fd\0";

    private OpenDescriptors() {}

    /**
     * Reads {@code /proc/self/fd}.
     *
     * @param posix the door to the kernel
     * @return every open descriptor but the one used for listing; empty if {@code /proc} is not there
     */
    public static int[] list(Posix posix) {
        int directory = posix.openat(
                Posix.AT_FDCWD,
                OWN.getBytes(StandardCharsets.US_ASCII),
                Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC,
                0);
        if (directory < 0) {
            return new int[0];
        }
        try {
            IntStream.Builder found = IntStream.builder();
            DirectoryEntries.forEach(posix, directory, name -> found.add(Integer.parseInt(name.toString())));
            return Arrays.stream(found.build().toArray())
                    .filter(fd -> fd != directory)
                    .toArray();
        } finally {
            posix.close(directory);
        }
    }
}
