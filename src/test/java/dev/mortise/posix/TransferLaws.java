package dev.mortise.posix;

import static dev.mortise.posix.Posix.CURRENT_POSITION;
import static dev.mortise.posix.Posix.O_RDONLY;
import static dev.mortise.posix.Posix.O_WRONLY;
import static dev.mortise.posix.Results.must;
import static dev.mortise.posix.Results.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading, writing, cutting, forcing; files and pipes. */
interface TransferLaws extends Ground {

    /** Beyond what 32 or 40 bits hold, within every file system's reach. */
    long FAR = (3L << 40) + 5;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 4096, 8191, 8192, 8193, 70_001, 1 << 20})
    default void whatWasWrittenIsReadBack(int length) {
        int fd = here().create("f");
        byte[] written = Workspace.pattern(length, 1);
        assertEquals(length, posix().pwrite(fd, written, 0, length, 10));
        byte[] read = new byte[length];
        assertEquals(length, posix().pread(fd, read, 0, length, 10));
        assertArrayEquals(written, read);
    }

    @Test
    default void transfersAboveOneMebibyteMayBeShortButLoseNothing() {
        int fd = here().create("f");
        byte[] written = Workspace.pattern((3 << 20) + 7, 2);
        for (int done = 0; done < written.length; ) {
            int moved = must(posix().pwrite(fd, written, done, written.length - done, done));
            assertTrue(moved > 0, "wrote nothing at " + done);
            done += moved;
        }
        byte[] read = new byte[written.length];
        for (int done = 0; done < read.length; ) {
            int moved = must(posix().pread(fd, read, done, read.length - done, done));
            assertTrue(moved > 0, "read nothing at " + done);
            done += moved;
        }
        assertArrayEquals(written, read);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 20_000})
    default void onlyTheRegionIsTouched(int length) {
        int fd = here().create("f");
        byte[] source = Workspace.pattern(length, 3);
        assertEquals(length - 8, posix().pwrite(fd, source, 3, length - 8, 0));
        byte[] target = Workspace.ofByte(length, '.');
        assertEquals(length - 8, posix().pread(fd, target, 5, length - 8, 0));
        byte[] expected = Workspace.ofByte(length, '.');
        System.arraycopy(source, 3, expected, 5, length - 8);
        assertArrayEquals(expected, target);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 20_000})
    default void readIsShortAtTheEndAndZeroBehindIt(int room) {
        int fd = here().create("f");
        here().fill(fd, "abcde");
        byte[] buffer = Workspace.ofByte(room, '.');
        assertEquals(2, posix().pread(fd, buffer, 0, room, 3));
        byte[] expected = Workspace.ofByte(room, '.');
        expected[0] = 'd';
        expected[1] = 'e';
        assertArrayEquals(expected, buffer);
        assertEquals(0, posix().pread(fd, buffer, 0, room, 5));
        assertEquals(0, posix().pread(fd, buffer, 0, room, FAR));
        assertArrayEquals(expected, buffer);
    }

    @Test
    default void currentPositionMovesOn() {
        int fd = here().create("f");
        byte[] bytes = {1, 2, 3, 4};
        assertEquals(2, posix().pwrite(fd, bytes, 0, 2, CURRENT_POSITION));
        assertEquals(2, posix().pwrite(fd, bytes, 2, 2, CURRENT_POSITION));
        assertEquals(0, posix().pread(fd, new byte[4], 0, 4, CURRENT_POSITION));
        byte[] read = new byte[4];
        assertEquals(4, posix().pread(fd, read, 0, 4, 0));
        assertArrayEquals(bytes, read);
    }

    @Test
    default void ownOffsetLeavesTheCurrentPosition() {
        int fd = here().create("f");
        here().fill(fd, "abc");
        byte[] buffer = new byte[1];
        assertEquals(1, posix().pread(fd, buffer, 0, 1, CURRENT_POSITION));
        assertEquals('a', buffer[0]);
    }

    @Test
    default void offsetsReachBeyondATebibyte() {
        int fd = here().create("sparse");
        byte[] bytes = {7, 8, 9};
        assertEquals(3, posix().pwrite(fd, bytes, 0, 3, FAR));
        assertEquals(FAR + 3, here().stat(fd).size());
        assertEquals(FAR + 3, here().stat("sparse").size());
        byte[] read = new byte[8];
        assertEquals(4, posix().pread(fd, read, 0, 8, FAR - 1));
        assertArrayEquals(new byte[] {0, 7, 8, 9, 0, 0, 0, 0}, read);
        must(posix().ftruncate(fd, FAR - 1000));
        assertEquals(FAR - 1000, here().stat(fd).size());
    }

    @Test
    default void growingAddsZeroesAndCuttingRemoves() {
        int fd = here().create("f");
        here().fill(fd, "abc");
        must(posix().ftruncate(fd, 5));
        byte[] read = Workspace.ofByte(6, '.');
        assertEquals(5, posix().pread(fd, read, 0, 6, 0));
        assertArrayEquals(new byte[] {'a', 'b', 'c', 0, 0, '.'}, read);
        must(posix().ftruncate(fd, 1));
        assertEquals("a", here().text("f"));
    }

    @Test
    default void impossibleOffsetsAreEINVAL() {
        int fd = here().create("f");
        refused(Errno.EINVAL, posix().pread(fd, new byte[1], 0, 1, -2));
        refused(Errno.EINVAL, posix().pwrite(fd, new byte[1], 0, 1, Long.MIN_VALUE));
        refused(Errno.EINVAL, posix().ftruncate(fd, -1));
    }

    @Test
    default void directionOfADescriptorIsKept() {
        here().file("f", "text");
        int reading = here().open("f", O_RDONLY);
        int writing = here().open("f", O_WRONLY);
        refused(Errno.EBADF, posix().pwrite(reading, new byte[1], 0, 1, 0));
        refused(Errno.EBADF, posix().pread(writing, new byte[1], 0, 1, 0));
        refused(Errno.EINVAL, posix().ftruncate(reading, 0));
        assertEquals("text", here().text("f"));
    }

    @Test
    default void directoryIsNotReadAsAFile() {
        refused(Errno.EISDIR, posix().pread(here().dir(), new byte[1], 0, 1, 0));
        refused(Errno.EISDIR, posix().pread(here().dir(), new byte[1], 0, 1, CURRENT_POSITION));
    }

    @Test
    default void filesAndDirectoriesAreForced() {
        int fd = here().create("f");
        here().fill(fd, "text");
        assertEquals(0, posix().fsync(fd));
        assertEquals(0, posix().fdatasync(fd));
        assertEquals(0, posix().fsync(here().dir()));
        assertEquals(0, posix().fdatasync(here().dir()));
    }

    @Test
    default void pipeCarriesBytesAndEnds() {
        int[] ends = pipe();
        assertEquals(3, posix().pwrite(ends[1], new byte[] {1, 2, 3}, 0, 3, CURRENT_POSITION));
        byte[] read = new byte[10];
        assertEquals(3, posix().pread(ends[0], read, 0, 10, CURRENT_POSITION));
        assertArrayEquals(new byte[] {1, 2, 3}, Arrays.copyOf(read, 3));
        here().close(ends[1]);
        assertEquals(0, posix().pread(ends[0], read, 0, 10, CURRENT_POSITION));
    }

    @Test
    default void pipeHasNoOffsetsAndNoDisk() {
        int[] ends = pipe();
        refused(Errno.ESPIPE, posix().pread(ends[0], new byte[1], 0, 1, 0));
        refused(Errno.ESPIPE, posix().pwrite(ends[1], new byte[1], 0, 1, 0));
        refused(Errno.EINVAL, posix().fsync(ends[0]));
        refused(Errno.EINVAL, posix().ftruncate(ends[1], 0));
    }

    @Test
    default void pipeWithoutReaderIsEPIPE() {
        int[] ends = pipe();
        here().close(ends[0]);
        refused(Errno.EPIPE, posix().pwrite(ends[1], new byte[1], 0, 1, CURRENT_POSITION));
    }

    private int[] pipe() {
        int[] ends = {-1, -1};
        must(posix().pipe(ends));
        here().keep(ends[0]);
        here().keep(ends[1]);
        return ends;
    }
}
