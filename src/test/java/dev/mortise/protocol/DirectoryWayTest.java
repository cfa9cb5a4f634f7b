package dev.mortise.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.Call;
import dev.mortise.posix.Errno;
import dev.mortise.posix.FaultyPosix;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.posix.TestBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On the real kernel; that a power cut takes nothing is proven on the explorer. */
@Timeout(60)
class DirectoryWayTest {

    private static final List<Name> NAMES = List.of(Name.of("outer"), Name.of("inner"));

    @TempDir
    Path directory;

    @Test
    @DisplayName("law 5: what a force failed to write is not said to be on the disk by a later one")
    void aForceThatFailedIsNotForgotten() throws Exception {
        FaultyPosix failing = FaultyPosix.over(TestBackend.best()).failing(Call.FSYNC, 3, Errno.EIO);
        int root = failing.openat(
                Posix.AT_FDCWD, Name.pathBytes(directory), Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC, 0);
        DirectoryWay way = new DirectoryWay(failing, 0700);
        int inner = way.open(root, NAMES);
        ReplaceProtocol protocol = new ReplaceProtocol(failing, inner, Name.of("data"));
        assertThat(protocol.replace(new byte[] {1}, way)).isEqualTo(ReplaceProtocol.NOT_PROVEN_DURABLE);
        assertThat(protocol.replace(new byte[] {2}, way)).isEqualTo(ReplaceProtocol.NOT_PROVEN_DURABLE);
        assertThat(directory.resolve("outer/inner/data")).hasBinaryContent(new byte[] {2});
        DirectoryWay another = new DirectoryWay(failing, 0700);
        failing.close(another.open(root, NAMES));
        assertThat(protocol.replace(new byte[] {3}, another)).isZero();
        way.close();
        failing.close(inner);
        failing.close(root);
    }

    @Test
    void whatIsNoDirectoryOnTheWayIsRefusedAndNothingStaysOpen() throws Exception {
        Files.createSymbolicLink(directory.resolve("outer"), directory);
        Posix posix = TestBackend.best();
        int root = posix.openat(
                Posix.AT_FDCWD, Name.pathBytes(directory), Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC, 0);
        DirectoryWay way = new DirectoryWay(posix, 0700);
        assertThat(way.open(root, NAMES)).isEqualTo(-Errno.ENOTDIR);
        way.close();
        posix.close(root);
        assertThat(directory.resolve("inner")).doesNotExist();
    }
}
