package dev.mortise.testkit.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file system that can lose its power, and in which ways it is mounted. */
enum Disk {

    /** Told not to write a file out by itself when it is renamed over another one, which would hide a force that is missing. */
    EXT4(
            "ext4",
            64,
            List.of("mkfs.ext4", "-q", "-F"),
            List.of("noauto_da_alloc,data=ordered", "noauto_da_alloc,data=writeback")),
    /** In 300 MiB and more: with less it is not made. */
    XFS("xfs", 320, List.of("mkfs.xfs", "-q", "-f"), List.of(""));

    private static final long MEBI = 1 << 20;

    private final String kind;
    private final long mebibytes;
    private final List<String> maker;
    private final List<String> options;

    Disk(String kind, long mebibytes, List<String> maker, List<String> options) {
        this.kind = kind;
        this.mebibytes = mebibytes;
        this.maker = maker;
        this.options = options;
    }

    /** As the kernel names it. */
    String kind() {
        return kind;
    }

    /** How it is mounted this time. */
    String options(int cycle) {
        return options.get(cycle % options.size());
    }

    /** Makes an empty one in a file; skips the test where the program for it is missing. */
    void make(Path image) throws IOException, InterruptedException {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(mebibytes * MEBI);
        }
        List<String> command = new ArrayList<>(maker);
        command.add(image.toString());
        Process process = start(command);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
    }

    private Process start(List<String> command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return abort(kind + " cannot be made: " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return kind;
    }
}
