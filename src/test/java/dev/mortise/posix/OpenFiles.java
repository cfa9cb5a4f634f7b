package dev.mortise.posix;

import dev.mortise.posix.abi.OpenDescriptors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What this process has open, but for what the JDK opens for itself at any moment: its libraries, chance, and its plumbing. */
final class OpenFiles {

    private static final int PATH_BYTES = 4096;

    private OpenFiles() {}

    static List<String> of(Posix posix) {
        List<String> open = new ArrayList<>();
        for (int fd : OpenDescriptors.list(posix)) {
            byte[] buffer = new byte[PATH_BYTES];
            int length = posix.readlinkat(Posix.AT_FDCWD, Workspace.terminated("/proc/self/fd/" + fd), buffer);
            String target = new String(buffer, 0, Math.max(0, length), StandardCharsets.UTF_8);
            if (length > 0 && !isOfTheJdk(target)) {
                open.add(fd + " -> " + target);
            }
        }
        return open;
    }

    private static boolean isOfTheJdk(String target) {
        return target.endsWith(".jar")
                || target.endsWith(".so")
                || target.endsWith("/lib/modules")
                || target.startsWith("/dev/")
                || target.startsWith("socket:")
                || target.startsWith("anon_inode:[event");
    }
}
