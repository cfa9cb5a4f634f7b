package dev.mortise.posix;

import static dev.mortise.posix.Results.must;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How calls are proven without mocks: the record shows what was forced to the disk, on whatever kernel. */
@DisplayName("S1.4: a saved state forces its file and then its directory, and leaves nothing open")
class DirectorySyncTest {

    private static final int OPEN_DIRECTORY = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC;

    private final Posix backend = Backends.best();
    private final Workspace here = Workspace.under(backend, System.getProperty("java.io.tmpdir", "/tmp"));

    @AfterEach
    void remove() {
        here.remove();
    }

    @Test
    void directoryIsOpenedForcedAndClosedAfterTheRename() {
        RecordingPosix posix = RecordingPosix.over(backend);

        assertThat(save(posix, "text")).isZero();

        assertThat(lifeOfTheDirectory(posix))
                .extracting(RecordedCall::call)
                .containsExactly(Call.OPENAT, Call.FSYNC, Call.CLOSE);
        assertThat(lifeOfTheDirectory(posix)).noneMatch(RecordedCall::failed);
        assertThat(posix.calls())
                .extracting(RecordedCall::call)
                .containsSubsequence(Call.FSYNC, Call.RENAMEAT2, Call.FSYNC);
    }

    @Test
    void fileIsForcedBeforeItIsRenamed() {
        RecordingPosix posix = RecordingPosix.over(backend);

        assertThat(save(posix, "text")).isZero();

        RecordedCall opening = posix.calls(Call.OPENAT).get(0);
        assertThat(opening.text("name")).isEqualTo("state.tmp");
        RecordedCall close = posix.lifeOf(opening).get(3);
        assertThat(posix.lifeOf(opening))
                .extracting(RecordedCall::call)
                .containsExactly(Call.OPENAT, Call.PWRITE, Call.FSYNC, Call.CLOSE);
        assertThat(close.precedes(posix.calls(Call.RENAMEAT2).get(0))).isTrue();
        assertThat(here.text("state")).isEqualTo("text");
    }

    @Test
    void whatWasOpenedIsClosedWhateverFails() {
        for (Call call : List.of(Call.PWRITE, Call.FSYNC, Call.RENAMEAT2, Call.CLOSE)) {
            RecordingPosix posix = RecordingPosix.over(backend);
            FaultyPosix faulty = FaultyPosix.over(posix).failing(call, 1, Errno.EIO);

            save(faulty, "text");

            assertThat(faulty.dormant()).isEmpty();
            assertThat(posix.calls(Call.CLOSE)).hasSameSizeAs(posix.calls(Call.OPENAT));
            assertThat(posix.leftOpen()).as("after a failed " + call).isEmpty();
        }
    }

    @Test
    void stateStillLoadsWhenItsDirectoryCouldNotBeForced() {
        RecordingPosix posix = RecordingPosix.over(FaultyPosix.over(backend).failing(Call.FSYNC, 2, Errno.EIO));

        assertThat(save(posix, "text")).isEqualTo(-Errno.EIO);

        assertThat(posix.leftOpen()).isEmpty();
        assertThat(here.text("state")).isEqualTo("text");
    }

    /** The fault that the record must show: a state that is renamed into a directory which nobody forces. */
    @Test
    void recordShowsADirectoryThatWasNotForced() {
        RecordingPosix posix = RecordingPosix.over(backend);

        must(replace(posix, "text"));

        assertThat(posix.calls(Call.FSYNC)).hasSize(1);
        assertThat(posix.calls(Call.OPENAT)).noneMatch(call -> call.has("flags", OPEN_DIRECTORY));
    }

    private static List<RecordedCall> lifeOfTheDirectory(RecordingPosix posix) {
        List<RecordedCall> openings = posix.calls(Call.OPENAT).stream()
                .filter(call -> call.has("flags", OPEN_DIRECTORY))
                .toList();
        assertThat(openings).hasSize(1);
        return posix.lifeOf(openings.get(0));
    }

    private int save(Posix posix, String text) {
        int replaced = replace(posix, text);
        return replaced < 0 ? replaced : forceDirectory(posix);
    }

    private int replace(Posix posix, String text) {
        int written = write(posix, text);
        return written < 0 ? written : posix.renameat2(here.dir(), z("state.tmp"), here.dir(), z("state"), 0);
    }

    private int write(Posix posix, String text) {
        int flags = Posix.O_WRONLY | Posix.O_CREAT | Posix.O_CLOEXEC;
        int fd = posix.openat(here.dir(), z("state.tmp"), flags, 0600);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int written = posix.pwrite(fd, bytes, 0, bytes.length, 0);
        int forced = written < 0 ? written : posix.fsync(fd);
        int closed = posix.close(fd);
        return forced < 0 ? forced : closed;
    }

    private int forceDirectory(Posix posix) {
        int fd = posix.openat(here.dir(), z("."), OPEN_DIRECTORY, 0);
        int forced = posix.fsync(fd);
        posix.close(fd);
        return forced;
    }

    private static byte[] z(String text) {
        return Workspace.terminated(text);
    }
}
