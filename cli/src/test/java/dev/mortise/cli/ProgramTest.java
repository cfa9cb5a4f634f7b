package dev.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.Backends;
import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;
import dev.mortise.posix.WaitStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a command is looked for; with no signals ignored, and with one. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProgramTest {

    private static final String NAME = "mortise-test-program";

    @TempDir
    Path directory;

    private final Posix posix = Backends.best();

    @ParameterizedTest
    @ValueSource(strings = {"", "1"})
    void firstInPathThatMayBeExecutedIsTaken(String ignored) throws IOException {
        Path file = directory("a");
        Files.createFile(file.resolve(NAME));
        Files.createDirectory(directory("b").resolve(NAME));
        script(directory("c"), 3);
        script(directory("d"), 4);
        String path = "/no/such:" + file + "/" + NAME + ":" + file + ":" + directory + "/b:" + directory + "/c:"
                + directory + "/d";
        assertThat(exitCode("PATH=" + path, NAME, ignored)).isEqualTo(3);
        assertThat(start("PATH=" + file, NAME, ignored)).isEqualTo(-Errno.EACCES);
        assertThat(start("PATH=/no/such:" + file + ":/none", NAME, ignored)).isEqualTo(-Errno.EACCES);
        assertThat(start("PATH=/no/such", NAME, ignored)).isEqualTo(-Errno.ENOENT);
        assertThat(start("PATH=", NAME, ignored)).isEqualTo(-Errno.ENOENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1"})
    void withoutPathThereIsADefaultOne(String ignored) {
        assertThat(exitCode("HOME=/", "true", ignored)).isZero();
        assertThat(start("HOME=/", NAME, ignored)).isEqualTo(-Errno.ENOENT);
    }

    @Test
    void nameWithASlashIsNotLookedFor() throws IOException {
        script(directory("c"), 3);
        assertThat(exitCode("PATH=/none", directory + "/c/" + NAME, "")).isEqualTo(3);
        assertThat(start("PATH=" + directory, "c/" + NAME, "")).isEqualTo(-Errno.ENOENT);
    }

    @Test
    void anyBytesNameAProgram() throws IOException {
        byte[] odd = {'x', (byte) 0xff, (byte) 0xc3, (byte) 0xa4};
        Path link = AbsolutePath.jdk(Words.bytes(directory + "/" + Words.string(odd)));
        Files.createSymbolicLink(link, Path.of("/bin/true"));
        assertThat(exitCode("PATH=" + directory, Words.string(odd), "")).isZero();
    }

    @Test
    void callersLocaleIsRestored() {
        assertThat(entries("A=1\0LC_ALL=C.UTF-8\0MORTISE_LC_ALL==C\0B=\0")).containsExactly("A=1", "B=", "LC_ALL=C");
        assertThat(entries("LC_ALL=C.UTF-8\0MORTISE_LC_ALL=\0")).isEmpty();
        assertThat(entries("LC_ALL=de\0LC_ALL_=x\0=\0odd\0")).containsExactly("LC_ALL=de", "LC_ALL_=x", "=", "odd");
    }

    private static List<String> entries(String closed) {
        byte[][] entries =
                Environment.of(closed.getBytes(StandardCharsets.UTF_8)).terminated();
        return List.of(entries).stream()
                .map(entry -> new String(entry, 0, entry.length - 1, StandardCharsets.UTF_8))
                .toList();
    }

    private int exitCode(String variable, String name, String ignored) {
        int pid = start(variable, name, ignored);
        assertThat(pid).isPositive();
        return WaitStatus.exitCode(posix.waitpid(pid, 0));
    }

    private int start(String variable, String name, String ignored) {
        Environment environment = Environment.of((variable + "\0").getBytes(StandardCharsets.UTF_8));
        List<Integer> signals = ignored.isEmpty() ? List.of() : List.of(Integer.parseInt(ignored));
        return new Program(posix, List.of(name), environment, signals).start();
    }

    private Path directory(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    private static void script(Path place, int exitCode) throws IOException {
        Path script = Files.writeString(place.resolve(NAME), "#!/bin/sh\nexit " + exitCode + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }
}
