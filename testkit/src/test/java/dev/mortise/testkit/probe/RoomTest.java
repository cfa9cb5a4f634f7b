package dev.mortise.testkit.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.Backends;
import dev.mortise.posix.Errno;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomTest {

    @TempDir
    Path directory;

    private final Posix posix = Backends.best();
    private int fd;

    @BeforeEach
    void open() {
        int flags = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC;
        fd = posix.openat(Posix.AT_FDCWD, Name.pathBytes(directory), flags, 0);
    }

    @AfterEach
    void close() {
        posix.close(fd);
    }

    @Test
    void roomIsPrivateAndIsRemovedWithAllThatIsInIt() throws Exception {
        Room room = new Room(posix, fd);
        int inside = room.make();
        Path path = directory.resolve(room.name().toString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rwx------");
        Files.createFile(path.resolve("file-1"));
        posix.close(inside);
        assertThat(room.remove()).isZero();
        assertThat(directory).isEmptyDirectory();
        assertThat(room.remove()).isZero();
    }

    @Test
    void roomIsNeverMadeAfterItsRemoval() {
        Room room = new Room(posix, fd);
        assertThat(room.remove()).isZero();
        assertThat(room.make()).isEqualTo(-Errno.ECANCELED);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void roomThatCannotBeOpenedIsNotLeftBehind() {
        Posix faulty = Planted.in(posix, "openat", (door, arguments) -> -Errno.EACCES);
        assertThat(new Room(faulty, fd).make()).isEqualTo(-Errno.EACCES);
        assertThat(directory).isEmptyDirectory();
    }
}
