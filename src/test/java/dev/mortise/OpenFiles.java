package dev.mortise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process has open. */
final class OpenFiles {

    private OpenFiles() {}

    /** How many descriptors lead into a directory, or to itself. */
    static int in(Path directory) throws IOException {
        int count = 0;
        try (var entries = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path entry : entries) {
                count += leadsInto(entry, directory) ? 1 : 0;
            }
        }
        return count;
    }

    private static boolean leadsInto(Path entry, Path directory) {
        try {
            return Files.readSymbolicLink(entry).toString().startsWith(directory.toString());
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
