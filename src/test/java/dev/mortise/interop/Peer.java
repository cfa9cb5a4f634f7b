package dev.mortise.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mortise.posix.Mode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Another program that locks. It is told the file, the mode, the bytes and whether to wait, and says how it goes on. */
enum Peer {

    /** {@code flock(1)} of util-linux. */
    FLOCK_COMMAND("flock") {
        @Override
        List<String> command(Path file, Mode mode, long start, long length, boolean wait) {
            String options = (mode == Mode.SHARED ? "-s" : "-x") + (wait ? "" : " -n") + " -E 9";
            String inside = "'echo held; read -r line; exit 0'";
            return List.of(
                    "sh",
                    "-c",
                    "echo trying; flock " + options + " \"$0\" sh -c " + inside + "; [ $? = 9 ] && echo busy",
                    file.toString());
        }
    },

    /** Python's {@code fcntl.flock}. */
    PYTHON_FLOCK("python3") {
        @Override
        List<String> command(Path file, Mode mode, long start, long length, boolean wait) {
            return python("fcntl.flock(fd, how)", file, mode, start, length, wait);
        }
    },

    /** Python's {@code fcntl.lockf}, a POSIX lock. */
    PYTHON_LOCKF("python3") {
        @Override
        List<String> command(Path file, Mode mode, long start, long length, boolean wait) {
            return python("fcntl.lockf(fd, how, length, start)", file, mode, start, length, wait);
        }
    },

    /** {@code FileChannel.lock} in another JVM, a POSIX lock. */
    FILE_CHANNEL("java") {
        @Override
        boolean isInstalled() {
            return true;
        }

        @Override
        List<String> command(Path file, Mode mode, long start, long length, boolean wait) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    Path.of(URI.create(FileChannelPeer.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toString()))
                            .toString(),
                    FileChannelPeer.class.getName()));
            command.addAll(words(file, mode, start, length, wait));
            return command;
        }
    };

    private static final List<String> PYTHON = List.of(
            "import fcntl, os, sys",
            "file, mode, start, length, wait = sys.argv[1:]",
            "start, length = int(start), int(length)",
            "how = fcntl.LOCK_SH if mode == 'shared' else fcntl.LOCK_EX",
            "how |= 0 if wait == 'wait' else fcntl.LOCK_NB",
            "fd = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)",
            "print('trying', flush=True)",
            "try:",
            "    %s",
            "except BlockingIOError:",
            "    print('busy', flush=True)",
            "    sys.exit()",
            "print('held', flush=True)",
            "sys.stdin.read()");

    private final String tool;

    Peer(String tool) {
        this.tool = tool;
    }

    abstract List<String> command(Path file, Mode mode, long start, long length, boolean wait);

    boolean isInstalled() {
        return Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
    }

    /** One that holds the lock by now, and lets go at the end of its input. */
    PeerProcess holding(Path file, Mode mode, long start, long length) {
        PeerProcess process = start(file, mode, start, length, true);
        process.expect("trying");
        process.expect("held");
        return process;
    }

    /** One that is about to wait. */
    PeerProcess waiting(Path file, Mode mode, long start, long length) {
        PeerProcess process = start(file, mode, start, length, true);
        process.expect("trying");
        return process;
    }

    /** Whether it gets the lock without waiting; it lets go again. */
    boolean gets(Path file, Mode mode, long start, long length) {
        try (PeerProcess process = start(file, mode, start, length, false)) {
            process.expect("trying");
            String answer = process.line();
            assertThat(answer).isIn("held", "busy");
            return answer.equals("held");
        }
    }

    private PeerProcess start(Path file, Mode mode, long start, long length, boolean wait) {
        assumeTrue(isInstalled(), tool + " is not installed");
        try {
            return new PeerProcess(new ProcessBuilder(command(file, mode, start, length, wait)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> python(String call, Path file, Mode mode, long start, long length, boolean wait) {
        String program = String.join("\n", PYTHON).formatted(call);
        return Stream.concat(Stream.of("python3", "-c", program), words(file, mode, start, length, wait).stream())
                .toList();
    }

    private static List<String> words(Path file, Mode mode, long start, long length, boolean wait) {
        return List.of(
                file.toString(),
                mode.name().toLowerCase(Locale.ROOT),
                Long.toString(start),
                Long.toString(length),
                wait ? "wait" : "try");
    }
}
