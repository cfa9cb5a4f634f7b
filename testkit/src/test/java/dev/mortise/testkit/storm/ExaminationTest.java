package dev.mortise.testkit.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.posix.Backends;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.probe.Feature;
import dev.mortise.testkit.probe.Finding;
import dev.mortise.testkit.probe.Findings;
import dev.mortise.testkit.probe.Planted;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a real second process. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExaminationTest {

    private static final String BACKEND = Backends.survey().stream()
            .filter(Backends.Report::usable)
            .findFirst()
            .orElseThrow()
            .name();

    @TempDir
    Path directory;

    private final Posix real = Backends.best();
    private int fd;

    @BeforeEach
    void open() {
        int flags = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC;
        fd = real.openat(Posix.AT_FDCWD, Name.pathBytes(directory), flags, 0);
    }

    @AfterEach
    void nothingIsLeft() {
        real.close(fd);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void twoProcessesShowWhatTheDirectoryCanDo() throws Exception {
        Findings findings = examination(real).run();
        assertThat(findings.of(Feature.FLOCK).isOk()).isTrue();
        assertThat(findings.of(Feature.OFD).isOk()).isTrue();
        assertThat(findings.of(Feature.RENAME_NOREPLACE).isOk()).isTrue();
    }

    /** Only this process's door lies; the other one is refused rightly and sees nothing. */
    @Test
    void flockThatDoesNothingInOneOfThemIsFound() throws Exception {
        Finding flock = examination(Planted.in(real, "flock", (door, arguments) -> 0))
                .run()
                .of(Feature.FLOCK);
        assertThat(flock.state()).isEqualTo(Finding.State.REFUSED);
        assertThat(flock.why()).isEqualTo("two processes held it exclusively at once");
    }

    @Test
    void secondProcessThatDiesIsToldWithItsStatusAndLeavesNothing() {
        Posix killer = Planted.in(real, "flock", (door, arguments) -> {
            ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
            return 0;
        });
        assertThatThrownBy(() -> examination(killer).run())
                .isInstanceOf(SecondProcessLostException.class)
                .hasMessageContaining("the second process ended with status 137");
    }

    @Test
    void secondProcessThatCannotStartSaysWhy() {
        assertThatThrownBy(() -> new Examination(real, "nope", fd, Name.pathBytes(directory)).run())
                .isInstanceOf(SecondProcessLostException.class)
                .hasMessageContaining("status 69")
                .hasMessageContaining("there is no backend 'nope'");
    }

    private Examination examination(Posix door) {
        return new Examination(door, BACKEND, fd, Name.pathBytes(directory));
    }
}
