package dev.mortise.cli;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A file system that only one sleeping process has mounted, in a mount namespace of its own: it is reached through that
 * process's root and is gone with it, however a test ends.
 */
final class PrivateMount implements AutoCloseable {

    private final Process holder;
    private final Path seenFromHere;

    private PrivateMount(Process holder, Path seenFromHere) {
        this.holder = holder;
        this.seenFromHere = seenFromHere;
    }

    /** Mounts by shell commands, in which {@code $0} is the directory; or skips the test. */
    static PrivateMount over(Path directory, String commands) {
        String script = commands + " && echo mounted && exec sleep 600 </dev/null";
        try {
            Process holder = new ProcessBuilder(
                            "unshare", "-m", "--propagation", "private", "sh", "-c", script, directory.toString())
                    .redirectErrorStream(true)
                    .start();
            String line = holder.inputReader(StandardCharsets.UTF_8).readLine();
            if (!"mounted".equals(line)) {
                holder.destroyForcibly();
                return abort("mount refused by the kernel: " + line);
            }
            return new PrivateMount(holder, Path.of("/proc/" + holder.pid() + "/root" + directory));
        } catch (IOException e) {
            return abort("mount refused by the kernel: " + e.getMessage());
        }
    }

    Path path() {
        return seenFromHere;
    }

    @Override
    public void close() {
        holder.destroyForcibly();
        try {
            holder.waitFor();
            holder.getInputStream().close();
        } catch (InterruptedException | IOException e) {
            throw new AssertionError(e);
        }
    }
}
