package dev.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command in this JVM, with a real second process. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DoctorCommandTest {

    private static final List<String> FEATURES =
            List.of("flock", "ofd", "independent", "otmpfile", "link", "rename_noreplace", "dirfsync");

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    // ---------------------------------------------------------------------------------------------------------------
    // What is told
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void oneJsonObjectHasTheKeysInTheirOrder() {
        Map<?, ?> object = json(directory);
        assertThat(List.copyOf(object.keySet())).isEqualTo(List.of("kernel", "jdk", "dir", "backends"));
        assertThat(List.copyOf(part(object, "dir").keySet()))
                .isEqualTo(Stream.concat(Stream.of("path", "fs", "magic"), FEATURES.stream())
                        .toList());
        assertThat(part(object, "dir").get("path")).isEqualTo(directory.toString());
        assertThat(String.valueOf(part(object, "dir").get("magic"))).matches("0x[0-9a-f]+");
        List<?> backends = (List<?>) Objects.requireNonNull(object.get("backends"));
        for (Object backend : backends) {
            assertThat(List.copyOf(((Map<?, ?>) backend).keySet()))
                    .isEqualTo(List.of("name", "usable", "reason", "remedy"));
        }
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void pathIsEscapedInJson() throws IOException {
        Path awkward = Files.createDirectory(directory.resolve("a\"b\\c\u001b[31m"));
        assertThat(part(json(awkward), "dir").get("path")).isEqualTo(directory + "/a\"b\\c\\u{1b}[31m");
        assertThat(out.toString()).doesNotContain("\u001b");
    }

    @Test
    void tableFitsTheTerminalAndEndsWithTheVerdict() {
        assertThat(run(directory.toString())).isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.stream().skip(1)).allMatch(line -> line.length() <= 80);
        assertThat(lines.get(lines.size() - 1)).startsWith("Mortise can");
        assertThat(out.toString())
                .contains("kernel ", "java ", "RENAME_NOREPLACE ", "backend ffm")
                .doesNotContain("\u001b", "\r");
        assertThat(err.toString()).isEmpty();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // File systems
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void memoryIsNotDurable() throws IOException {
        assumeTrue(Files.isWritable(Path.of("/dev/shm")), "/dev/shm refused by the kernel");
        Path memory = Files.createTempDirectory(Path.of("/dev/shm"), "mortise-test-");
        try {
            Map<?, ?> dir = part(json(memory), "dir");
            assertThat(dir.get("fs")).isEqualTo("tmpfs");
            assertThat(dir.get("flock")).isEqualTo("ok");
            assertThat(memory).isEmptyDirectory();
        } finally {
            Files.delete(memory);
        }
    }

    @Test
    void overlayIsNamedWithItsConsequence() {
        String commands = "mount -t tmpfs none \"$0\" && cd \"$0\" && mkdir lower upper work merged && mount -t overlay"
                + " overlay -o lowerdir=lower,upperdir=upper,workdir=work merged && cd /";
        try (PrivateMount mount = PrivateMount.over(directory, commands)) {
            Path merged = mount.path().resolve("merged");
            assertThat(run(merged.toString())).as(err.toString()).isZero();
            assertThat(out.toString())
                    .contains("overlay, magic 0x794c7630", "share a")
                    .contains("Mortise can be used here by processes that share this mount");
            assertThat(merged).isEmptyDirectory();
        }
    }

    @Test
    void readOnlyFileSystemIsToldNotFailed() {
        try (PrivateMount mount = PrivateMount.over(directory, "mount -t tmpfs -o ro,size=64k none \"$0\"")) {
            Map<?, ?> dir = part(json(mount.path()), "dir");
            assertThat(dir.get("flock")).isEqualTo("refused");
            assertThat(dir.get("dirfsync")).isEqualTo("ok");
            run(mount.path().toString());
            assertThat(out.toString()).contains("EROFS (Read-only file system)", "Mortise cannot be used here");
        }
    }

    @Test
    void fullFileSystemStillLocksButWritesNothing() {
        String commands =
                "mount -t tmpfs -o size=64k none \"$0\" && { dd if=/dev/zero of=\"$0/filler\" 2>/dev/null; :; }";
        try (PrivateMount mount = PrivateMount.over(directory, commands)) {
            Map<?, ?> dir = part(json(mount.path()), "dir");
            assertThat(dir.get("flock")).isEqualTo("ok");
            assertThat(dir.get("link")).isEqualTo("refused");
            assertThat(mount.path()).isDirectoryContaining(path -> path.endsWith("filler"));
            run(mount.path().toString());
            assertThat(out.toString()).contains("ENOSPC (No space left on device)", "is full");
            assertThat(entries(mount.path())).isEqualTo(1);
        }
    }

    @Test
    void placeWithoutRoomIsToldNotFailed() {
        Map<?, ?> dir = part(json(Path.of("/proc")), "dir");
        assertThat(dir.get("fs")).isEqualTo("proc");
        assertThat(dir.get("flock")).isEqualTo("refused");
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Bad input
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void whatIsNoDirectoryCannotBeOpened() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Path loop = Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
        for (String wrong : List.of("/no/such/place", "", file.toString(), loop.toString(), "x".repeat(256))) {
            err.getBuffer().setLength(0);
            assertThat(run(wrong)).as(wrong).isEqualTo(66);
            assertThat(err.toString()).startsWith("mortise: cannot open '" + wrong + "': E");
            assertThat(err.toString().lines()).hasSize(1);
        }
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void wrongWordsAreUsage() {
        assertThat(run("/tmp", "/usr")).isEqualTo(64);
        assertThat(run("--frob")).isEqualTo(64);
        assertThat(run("--backend", "nope")).isEqualTo(64);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void helpTellsTheCodesAndTheMagic() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("66 ", "69 ", "77 ", "0xef53");
    }

    private int run(String... words) {
        String[] all = Stream.concat(Stream.of("doctor"), Stream.of(words)).toArray(String[]::new);
        return Main.run(all, new PrintWriter(out), new PrintWriter(err));
    }

    private Map<?, ?> json(Path place) {
        out.getBuffer().setLength(0);
        assertThat(run("--json", place.toString())).as(err.toString()).isZero();
        assertThat(err.toString()).isEmpty();
        return JsonText.parseObject(out.toString());
    }

    private static Map<?, ?> part(Map<?, ?> object, String key) {
        return (Map<?, ?>) Objects.requireNonNull(object.get(key));
    }

    private static long entries(Path place) {
        try (Stream<Path> entries = Files.list(place)) {
            return entries.count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
