package dev.mortise.posix;

import static dev.mortise.posix.Posix.AT_FDCWD;
import static dev.mortise.posix.Posix.O_APPEND;
import static dev.mortise.posix.Posix.O_CLOEXEC;
import static dev.mortise.posix.Posix.O_CREAT;
import static dev.mortise.posix.Posix.O_DIRECTORY;
import static dev.mortise.posix.Posix.O_EXCL;
import static dev.mortise.posix.Posix.O_NOFOLLOW;
import static dev.mortise.posix.Posix.O_PATH;
import static dev.mortise.posix.Posix.O_RDONLY;
import static dev.mortise.posix.Posix.O_RDWR;
import static dev.mortise.posix.Posix.O_TMPFILE;
import static dev.mortise.posix.Posix.O_WRONLY;
import static dev.mortise.posix.Results.must;
import static dev.mortise.posix.Results.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Opening and closing. */
interface OpenLaws extends Ground {

    /** {@code O_TRUNC} as Linux numbers it. */
    int TRUNCATE = 01000;

    @Test
    default void openOfNothingIsENOENT() {
        refused(Errno.ENOENT, here().tryOpen("nothing", O_RDONLY));
    }

    @Test
    default void exclusiveCreationHasOneWinner() {
        here().create("one");
        refused(Errno.EEXIST, here().tryOpen("one", O_RDWR | O_CREAT | O_EXCL));
    }

    @Test
    default void exclusiveCreationIsRefusedByADanglingLink() {
        symlink(z("nowhere"), Name.of("link"));
        refused(Errno.EEXIST, here().tryOpen("link", O_RDWR | O_CREAT | O_EXCL));
        assertFalse(here().has("nowhere"));
    }

    @Test
    default void creationWithoutExclusionOpensWhatIsThere() {
        here().file("f", "kept");
        here().open("f", O_RDWR | O_CREAT);
        assertEquals("kept", here().text("f"));
    }

    @Test
    default void newFileHasItsModeAndNoBytes() {
        FileStat stat = here().stat(here().create("f"));
        assertTrue(stat.isRegular());
        assertEquals(0600, stat.permissions());
        assertEquals(0, stat.size());
        assertEquals(1, stat.links());
    }

    @Test
    default void linkIsRefusedWithNofollow() {
        here().file("target", "t");
        symlink(z("target"), Name.of("link"));
        refused(Errno.ELOOP, here().tryOpen("link", O_RDONLY | O_NOFOLLOW));
        here().open("link", O_RDONLY);
        here().open("target", O_RDONLY | O_NOFOLLOW);
    }

    @Test
    default void circleOfLinksIsELOOP() {
        symlink(z("circle"), Name.of("circle"));
        refused(Errno.ELOOP, here().tryOpen("circle", O_RDONLY));
    }

    @Test
    default void fileIsRefusedWhereADirectoryIsAsked() {
        here().file("f", "");
        refused(Errno.ENOTDIR, here().tryOpen("f", O_RDONLY | O_DIRECTORY));
        refused(Errno.ENOTDIR, here().tryOpen("f/below", O_RDONLY));
        here().mkdir("d");
        here().open("d", O_RDONLY | O_DIRECTORY);
    }

    @Test
    default void directoryIsNotOpenedForWriting() {
        here().mkdir("d");
        refused(Errno.EISDIR, here().tryOpen("d", O_RDWR));
        refused(Errno.EISDIR, here().tryOpen("d", O_WRONLY));
    }

    @Test
    default void relativeNameStartsAtTheDescriptor() {
        here().mkdir("d");
        int inner = here().open("d", O_RDONLY | O_DIRECTORY);
        here().keep(posix().openat(inner, z("f"), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        assertTrue(here().has("d/f"));
    }

    @Test
    default void relativeNameNeedsADirectory() {
        int file = here().create("f");
        refused(Errno.ENOTDIR, posix().openat(file, z("x"), O_RDONLY | O_CLOEXEC, 0));
    }

    @Test
    default void absoluteNameIgnoresTheDescriptor() {
        here().file("f", "");
        here().keep(posix().openat(AT_FDCWD, here().path("f"), O_RDONLY | O_CLOEXEC, 0));
        here().keep(posix().openat(-1, here().path("f"), O_RDONLY | O_CLOEXEC, 0));
    }

    @Test
    default void emptyNameIsENOENT() {
        refused(Errno.ENOENT, here().tryOpen("", O_RDONLY));
    }

    @Test
    default void appendWritesAtTheEndWhateverTheOffset() {
        here().file("f", "one");
        int fd = here().open("f", O_WRONLY | O_APPEND);
        assertEquals(3, posix().pwrite(fd, "two".getBytes(StandardCharsets.US_ASCII), 0, 3, 0));
        assertEquals("onetwo", here().text("f"));
    }

    @Test
    default void placeHasNoContents() {
        here().file("f", "text");
        int place = here().open("f", O_PATH);
        refused(Errno.EBADF, posix().pread(place, new byte[4], 0, 4, 0));
        refused(Errno.EBADF, posix().flock(place, Posix.LOCK_SH | Posix.LOCK_NB));
        assertEquals(4, here().stat(place).size());
    }

    @Test
    default void placeOfALinkIsTheLink() {
        symlink(z("nowhere"), Name.of("link"));
        assertTrue(here().stat(here().open("link", O_PATH | O_NOFOLLOW)).isSymlink());
    }

    @Test
    default void namelessFileHasNoName() {
        int fd = here().tryOpen(".", O_TMPFILE | O_RDWR);
        assumeTrue(fd != -Errno.EOPNOTSUPP, "this file system has no O_TMPFILE");
        here().keep(fd);
        assertEquals(0, here().stat(fd).links());
        assertEquals(List.of(), here().names());
    }

    @Test
    default void namelessFileMustBeWritable() {
        refused(Errno.EINVAL, here().tryOpen(".", O_TMPFILE | O_RDONLY));
    }

    @Test
    default void flagOutsideTheVocabularyIsRefusedBeforeTheCall() {
        here().file("f", "precious");
        assertThrows(IllegalArgumentException.class, () -> here().tryOpen("f", O_RDWR | TRUNCATE));
        assertThrows(IllegalArgumentException.class, () -> here().tryOpen("f", O_RDWR | 1 << 30));
        assertEquals("precious", here().text("f"));
    }

    @Test
    default void nameOf255BytesIsTakenAndOf256Refused() {
        String longest = "n".repeat(255);
        here().create(longest);
        assertEquals(List.of(Name.of(longest)), here().names());
        refused(Errno.ENAMETOOLONG, here().tryOpen(longest + "n", O_RDWR | O_CREAT));
    }

    @Test
    default void pathOf4095BytesIsTakenAndOf4096Refused() {
        here().create("f");
        String longest = "./".repeat(2047) + "f";
        here().open(longest, O_RDONLY);
        refused(Errno.ENAMETOOLONG, here().tryOpen("/" + longest, O_RDONLY));
        refused(Errno.ENAMETOOLONG, here().tryOpen("./".repeat(50_000) + "f", O_RDONLY));
    }

    @Test
    default void namesAreBytesNotText() {
        byte[] bytes = {(byte) 0xff, (byte) 0xfe, 'x', '\n', (byte) 0xc3};
        Name name = Name.ofBytes(bytes);
        here().keep(posix().openat(here().dir(), name.terminated(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        assertEquals(List.of(name), here().names());
        assertArrayEquals(
                Arrays.copyOf(bytes, bytes.length + 1), here().names().get(0).terminated());
        must(posix().unlinkat(here().dir(), name.terminated(), 0));
        assertEquals(List.of(), here().names());
    }

    @Test
    default void secondCloseIsEBADF() {
        int fd = must(here().tryOpen(".", O_RDONLY));
        assertEquals(0, posix().close(fd));
        refused(Errno.EBADF, posix().close(-1));
        refused(Errno.EBADF, posix().fsync(-1));
    }
}
