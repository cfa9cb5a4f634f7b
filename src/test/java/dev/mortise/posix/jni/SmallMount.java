package dev.mortise.posix.jni;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;

/** A file system in memory, mounted for one test. */
record SmallMount(Path path) implements AutoCloseable {

    /** Mounts it, or skips the test. */
    static SmallMount with(String options, Path path) throws IOException {
        int exitCode = run("mount", "-t", "tmpfs", "-o", options, "mortise-test", path.toString());
        assumeTrue(exitCode == 0, "mount refused by the kernel");
        return new SmallMount(path);
    }

    @Override
    public void close() throws IOException {
        int exitCode = run("umount", path.toString());
        if (exitCode != 0) {
            throw new AssertionError("umount " + path + " ended with " + exitCode);
        }
    }

    private static int run(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw new InterruptedIOException(command[0] + " was waited for");
        }
    }
}
