package dev.mortise.posix;

import java.nio.charset.StandardCharsets;

/**
 * The kernel's own description of itself and of the machine.
 *
 * @param system such as {@code Linux}
 * @param node the machine's name, which is no identity: containers and clones share names
 * @param release such as {@code 6.1.0-18-amd64}
 * @param machine such as {@code x86_64}
 */
public record KernelName(String system, String node, String release, String machine) {

    private static final int FIELD = Posix.UTSNAME_BYTES / 6;

    /**
     * Asks the kernel.
     *
     * @param posix the door to it
     * @return its description
     */
    public static KernelName of(Posix posix) {
        byte[] buffer = new byte[Posix.UTSNAME_BYTES];
        int result = posix.uname(buffer);
        if (result < 0) {
            throw new IllegalStateException("uname: " + Errno.describe(-result));
        }
        return new KernelName(field(buffer, 0), field(buffer, 1), field(buffer, 2), field(buffer, 4));
    }

    private static String field(byte[] buffer, int index) {
        int start = index * FIELD;
        int end = start;
        while (end < start + FIELD && buffer[end] != 0) {
            end++;
        }
        return new String(buffer, start, end - start, StandardCharsets.UTF_8);
    }
}
