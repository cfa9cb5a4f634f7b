package dev.mortise.posix;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A file system that only one sleeping process has mounted, in a mount namespace of its own: it is reached
 * through that process's root and is gone with it, however a test ends.
 */
final class PrivateMount implements AutoCloseable {

    private static final String THEN_STAY = " none \"$0\" && echo mounted && exec sleep 600 </dev/null";

    private final Process holder;
    private final Path where;

    private PrivateMount(Process holder, Path where) {
        this.holder = holder;
        this.where = where;
    }

    static PrivateMount readOnly(Path directory) {
        return of("mount -t tmpfs -o ro,size=64k", directory);
    }

    static PrivateMount ramfs(Path directory) {
        return of("mount -t ramfs", directory);
    }

    private static PrivateMount of(String mount, Path directory) {
        try {
            Process holder = new ProcessBuilder(
                            "unshare",
                            "-m",
                            "--propagation",
                            "private",
                            "sh",
                            "-c",
                            mount + THEN_STAY,
                            directory.toString())
                    .redirectErrorStream(true)
                    .start();
            BufferedReader said = holder.inputReader(StandardCharsets.UTF_8);
            String line = said.readLine();
            if (!"mounted".equals(line)) {
                holder.destroyForcibly();
                return abort("mount refused by the kernel: " + line);
            }
            return new PrivateMount(holder, directory);
        } catch (IOException e) {
            return abort("mount refused by the kernel: " + e.getMessage());
        }
    }

    String seenFromHere() {
        return "/proc/" + holder.pid() + "/root" + where;
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
