package dev.mortise.testkit.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.Backends;
import dev.mortise.posix.Errno;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.probe.Finding.State;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hands of one process, which two open file descriptions are enough for; each fault must be found. */
class DirectoryProbeTest {

    @TempDir
    Path directory;

    private final Posix real = Backends.best();
    private int fd;

    @BeforeEach
    void open() {
        int flags = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC;
        fd = real.openat(Posix.AT_FDCWD, Name.pathBytes(directory), flags, 0);
        assertThat(fd).isNotNegative();
    }

    @AfterEach
    void close() {
        real.close(fd);
    }

    @Test
    void honestDoorIsOk() {
        Findings findings = through(real);
        assertThat(findings.unmade()).isZero();
        assertThat(findings.of(Feature.FLOCK).isOk()).isTrue();
        assertThat(findings.of(Feature.OFD).isOk()).isTrue();
        assertThat(findings.of(Feature.INDEPENDENT).isOk()).isTrue();
        assertThat(findings.of(Feature.LINK).isOk()).isTrue();
        assertThat(findings.of(Feature.RENAME_NOREPLACE).isOk()).isTrue();
        assertThat(findings.of(Feature.DIRFSYNC).isOk()).isTrue();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Locks that lie
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void flockThatDoesNothingIsFound() {
        Findings findings = through(Planted.in(real, "flock", (door, arguments) -> 0));
        assertRefused(findings, Feature.FLOCK, "two processes held it exclusively at once");
        assertRefused(findings, Feature.INDEPENDENT, "cannot be told");
        assertThat(findings.of(Feature.OFD).isOk()).isTrue();
    }

    @Test
    void flockThatIsNeverFreeIsFound() {
        Findings findings = through(Planted.in(real, "flock", (door, arguments) -> -Errno.EAGAIN));
        assertRefused(findings, Feature.FLOCK, "refused although nobody held it");
    }

    @Test
    void unlockThatDoesNothingIsFound() {
        Planted.Fault keeps = (door, arguments) ->
                (int) arguments[1] == Posix.LOCK_UN ? 0 : door.flock((int) arguments[0], (int) arguments[1]);
        assertRefused(through(Planted.in(real, "flock", keeps)), Feature.FLOCK, "although it was let go");
    }

    @Test
    void ofdLockThatDoesNothingIsFound() {
        Findings findings = through(Planted.in(real, "ofdLock", (door, arguments) -> 0));
        assertRefused(findings, Feature.OFD, "two processes held it exclusively at once");
        assertThat(findings.of(Feature.FLOCK).isOk()).isTrue();
    }

    /** As NFS and SMB do it. */
    @Test
    void flockEmulatedByRangesIsNotIndependent() {
        Planted.Fault byRange = (door, arguments) -> {
            int type = ((int) arguments[1] & Posix.LOCK_UN) != 0 ? Posix.F_UNLCK : Posix.F_WRLCK;
            return door.ofdLock((int) arguments[0], type, 0, 0, false);
        };
        Findings findings = through(Planted.in(real, "flock", byRange));
        assertThat(findings.of(Feature.FLOCK).isOk()).isTrue();
        assertThat(findings.of(Feature.OFD).isOk()).isTrue();
        assertRefused(findings, Feature.INDEPENDENT, "an OFD lock is refused while another flocks");
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Names that are given away twice
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void renameThatReplacesIsFound() {
        Planted.Fault replaces = (door, arguments) ->
                door.renameat2((int) arguments[0], (byte[]) arguments[1], (int) arguments[2], (byte[]) arguments[3], 0);
        Findings findings = through(Planted.in(real, "renameat2", replaces));
        assertRefused(findings, Feature.RENAME_NOREPLACE, "it went over a name that was taken");
    }

    @Test
    void linkThatDoesNothingIsFound() {
        Findings findings = through(Planted.in(real, "linkat", (door, arguments) -> 0));
        assertRefused(findings, Feature.LINK, "it went over a name that was taken");
        assertRefused(findings, Feature.OTMPFILE, "a name was given away twice");
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What a file system does not have
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void whatTheFileSystemDoesNotKnowIsUnsupported() {
        assertUnsupported("renameat2", Errno.EINVAL, Feature.RENAME_NOREPLACE);
        assertUnsupported("linkat", Errno.EPERM, Feature.LINK);
        assertUnsupported("fsync", Errno.EINVAL, Feature.DIRFSYNC);
        assertUnsupported("flock", Errno.EOPNOTSUPP, Feature.FLOCK);
        assertUnsupported("ofdLock", Errno.ENOSYS, Feature.OFD);
    }

    @Test
    void namelessFileThatTheFileSystemDoesNotKnowIsUnsupported() {
        Planted.Fault none = (door, arguments) -> ((int) arguments[2] & Posix.O_TMPFILE) == Posix.O_TMPFILE
                ? -Errno.EOPNOTSUPP
                : door.openat((int) arguments[0], (byte[]) arguments[1], (int) arguments[2], (int) arguments[3]);
        Findings findings = through(Planted.in(real, "openat", none));
        assertThat(findings.of(Feature.OTMPFILE).state()).isEqualTo(State.UNSUPPORTED);
        assertThat(findings.of(Feature.LINK).isOk()).isTrue();
    }

    @Test
    void failureIsRefusedInWords() {
        Findings findings = through(Planted.in(real, "fsync", (door, arguments) -> -Errno.EIO));
        assertRefused(findings, Feature.DIRFSYNC, "fsync: EIO (Input/output error)");
        assertThat(findings.mention(Errno.EIO)).isTrue();
    }

    @Test
    void fullFileSystemRefusesWhatIsWritten() {
        Findings findings = through(Planted.in(real, "pwrite", (door, arguments) -> -Errno.ENOSPC));
        assertThat(findings.of(Feature.FLOCK).isOk()).isTrue();
        assertRefused(findings, Feature.LINK, "write: ENOSPC");
    }

    @Test
    void withoutRoomOnlyTheDirectoryIsForced() {
        DirectoryProbe probe = new DirectoryProbe(new OwnHand(real, fd), new OwnHand(real, fd));
        Findings findings = probe.withoutRoom(Errno.EROFS);
        assertThat(findings.unmade()).isEqualTo(Errno.EROFS);
        assertRefused(findings, Feature.FLOCK, "mkdirat: EROFS");
        assertThat(findings.of(Feature.DIRFSYNC).isOk()).isTrue();
        assertThat(directory).isEmptyDirectory();
    }

    private Findings through(Posix door) {
        Room room = new Room(real, fd);
        int inside = room.make();
        assertThat(inside).isNotNegative();
        try {
            return new DirectoryProbe(new OwnHand(door, inside), new OwnHand(door, inside)).inRoom();
        } finally {
            real.close(inside);
            assertThat(room.remove()).isZero();
            assertThat(directory).isEmptyDirectory();
        }
    }

    private void assertUnsupported(String call, int errno, Feature feature) {
        Findings findings = through(Planted.in(real, call, (door, arguments) -> -errno));
        assertThat(findings.of(feature).state()).as(call).isEqualTo(State.UNSUPPORTED);
    }

    private static void assertRefused(Findings findings, Feature feature, String why) {
        assertThat(findings.of(feature).state()).as(feature.name()).isEqualTo(State.REFUSED);
        assertThat(findings.of(feature).why()).contains(why);
    }
}
