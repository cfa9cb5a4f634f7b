package dev.mortise.testkit.conductor;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A file system of a kind, made for one test and mounted in a mount namespace of one process, through whose root it is reached. It is gone
 * with that process, which ends when its standard input does, however the test ends.
 */
public final class PrivateFileSystem implements AutoCloseable {

    private static final String ON_AN_IMAGE = "mount -o loop image mounted";

    /** How each is made, in an empty directory with room for an image; and what must be installed for it. */
    private static final Map<String, String> MAKING = Map.of(
            "ext4", "truncate -s 64m image; mkfs.ext4 -q -F image; " + ON_AN_IMAGE,
            "xfs", "truncate -s 400m image; mkfs.xfs -q image; " + ON_AN_IMAGE,
            "btrfs", "truncate -s 400m image; mkfs.btrfs -q image; " + ON_AN_IMAGE,
            "tmpfs", "mount -t tmpfs none mounted",
            "overlay",
                    "mkdir base; mount -t tmpfs none base; mkdir base/lower base/upper base/work; "
                            + "mount -t overlay -o lowerdir=base/lower,upperdir=base/upper,workdir=base/work none mounted");

    private static final String READY = "ready";

    private final Process holder;
    private final Path directory;

    private PrivateFileSystem(Process holder, Path directory) {
        this.holder = holder;
        this.directory = directory;
    }

    /**
     * Makes one, or skips the test.
     *
     * @param kind ext4, tmpfs, xfs, btrfs or overlay
     * @param scratch an empty directory
     * @return the file system, empty
     * @throws IOException if a process cannot be started
     */
    public static PrivateFileSystem of(String kind, Path scratch) throws IOException {
        requireInstalled(kind);
        Files.createDirectory(scratch.resolve("mounted"));
        String making = "set -e; exec 2>&1; " + MAKING.get(kind) + "; echo " + READY + "; exec cat >/dev/null";
        Process holder = new ProcessBuilder("unshare", "-m", "--propagation", "private", "sh", "-c", making)
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .start();
        BufferedReader said = holder.inputReader(StandardCharsets.UTF_8);
        StringBuilder refusal = new StringBuilder();
        String line = said.readLine();
        while (line != null && !line.equals(READY)) {
            refusal.append(' ').append(line);
            line = said.readLine();
        }
        if (line == null) {
            return abort(kind + " refused by the kernel:" + refusal);
        }
        return new PrivateFileSystem(holder, scratch.toAbsolutePath().resolve("mounted"));
    }

    private static void requireInstalled(String kind) {
        boolean needsTool = MAKING.getOrDefault(kind, "").contains("mkfs." + kind);
        boolean has = Stream.of("/sbin", "/usr/sbin", "/usr/bin")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "mkfs." + kind)));
        assumeTrue(!needsTool || has, () -> "mkfs." + kind + " is not installed");
    }

    /**
     * Where it is.
     *
     * @return a directory for everybody who is allowed to look into its process
     */
    public Path path() {
        return Path.of("/proc/" + holder.pid() + "/root" + directory);
    }

    @Override
    public void close() throws IOException {
        holder.destroyForcibly();
        try {
            holder.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        holder.getOutputStream().close();
    }
}
