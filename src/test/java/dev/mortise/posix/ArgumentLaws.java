package dev.mortise.posix;

import static dev.mortise.posix.Posix.CURRENT_POSITION;
import static dev.mortise.posix.Results.must;
import static dev.mortise.posix.Results.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What holds for every call: closed descriptors, impossible arguments, whose the buffers are. */
interface ArgumentLaws extends Ground {

    /** No process has this many. */
    int NEVER_OPEN = Integer.MAX_VALUE;

    @TestFactory
    default Stream<DynamicTest> closedDescriptorIsEBADF() {
        return callsOnADescriptor().entrySet().stream()
                .map(call -> dynamicTest(call.getKey(), () -> refusedWhenClosed(call.getValue())));
    }

    private static void refusedWhenClosed(IntToLongFunction call) {
        refused(Errno.EBADF, call.applyAsLong(-1));
        refused(Errno.EBADF, call.applyAsLong(NEVER_OPEN));
    }

    private Map<String, IntToLongFunction> callsOnADescriptor() {
        Map<String, IntToLongFunction> calls = new LinkedHashMap<>();
        calls.put("openat", fd -> posix().openat(fd, z("f"), Posix.O_RDONLY, 0));
        calls.put("close", fd -> posix().close(fd));
        calls.put("pread", fd -> posix().pread(fd, new byte[1], 0, 1, 0));
        calls.put("pread large", fd -> posix().pread(fd, new byte[100_000], 0, 100_000, 0));
        calls.put("read", fd -> posix().pread(fd, new byte[1], 0, 1, CURRENT_POSITION));
        calls.put("pwrite", fd -> posix().pwrite(fd, new byte[1], 0, 1, 0));
        calls.put("pwrite large", fd -> posix().pwrite(fd, new byte[100_000], 0, 100_000, 0));
        calls.put("write", fd -> posix().pwrite(fd, new byte[1], 0, 1, CURRENT_POSITION));
        calls.put("ftruncate", fd -> posix().ftruncate(fd, 0));
        calls.put("fsync", fd -> posix().fsync(fd));
        calls.put("fdatasync", fd -> posix().fdatasync(fd));
        calls.put("flock", fd -> posix().flock(fd, Posix.LOCK_EX));
        calls.put("ofdLock", fd -> posix().ofdLock(fd, Posix.F_WRLCK, 0, 1, false));
        calls.put("ofdLock waiting", fd -> posix().ofdLock(fd, Posix.F_WRLCK, 0, 1, true));
        calls.put("ofdProbe", fd -> posix().ofdProbe(fd, Posix.F_WRLCK, 0, 1, new LockInfo()));
        calls.put("fstat", fd -> posix().fstat(fd, new FileStat()));
        calls.put("statx", fd -> posix().statx(fd, z("f"), 0, new FileStat()));
        calls.put("fstatfs", fd -> posix().fstatfs(fd));
        calls.put("linkat from", fd -> posix().linkat(fd, z("f"), here().dir(), z("g"), 0));
        calls.put("linkat to", fd -> posix().linkat(here().dir(), z("."), fd, z("g"), 0));
        calls.put("renameat2 from", fd -> posix().renameat2(fd, z("f"), here().dir(), z("g"), 0));
        calls.put("renameat2 to", fd -> posix().renameat2(here().dir(), z("f"), fd, z("g"), 0));
        calls.put("unlinkat", fd -> posix().unlinkat(fd, z("f"), 0));
        calls.put("mkdirat", fd -> posix().mkdirat(fd, z("f"), 0700));
        calls.put("getdents", fd -> posix().getdents(fd, new byte[1024]));
        calls.put("readlinkat", fd -> posix().readlinkat(fd, z("f"), new byte[10]));
        calls.put("fchmod", fd -> posix().fchmod(fd, 0600));
        calls.put("fchown", fd -> posix().fchown(fd, -1, -1));
        calls.put("futimens", fd -> posix().futimens(fd, Posix.TIME_NOW, Posix.TIME_NOW));
        calls.put("fgetxattr", fd -> posix().fgetxattr(fd, z("user.x"), new byte[1]));
        calls.put("fsetxattr", fd -> posix().fsetxattr(fd, z("user.x"), new byte[1], 0));
        calls.put("flistxattr", fd -> posix().flistxattr(fd, new byte[10]));
        calls.put("fcntlSetFd", fd -> posix().fcntlSetFd(fd, Posix.FD_CLOEXEC));
        return calls;
    }

    @TestFactory
    default Stream<DynamicTest> nameMustEndWithItsOnlyNul() {
        return callsOnAName().entrySet().stream()
                .map(call -> dynamicTest(call.getKey(), () -> refusedUnlessTerminated(call.getValue())));
    }

    private static void refusedUnlessTerminated(Consumer<byte[]> call) {
        byte[] unterminated = {'f'};
        byte[] twice = {'f', 0, 'g', 0};
        assertThrows(IllegalArgumentException.class, () -> call.accept(unterminated));
        assertThrows(IllegalArgumentException.class, () -> call.accept(twice));
        assertThrows(IllegalArgumentException.class, () -> call.accept(new byte[0]));
    }

    private Map<String, Consumer<byte[]>> callsOnAName() {
        int dir = here().dir();
        Map<String, Consumer<byte[]>> calls = new LinkedHashMap<>();
        calls.put("openat", name -> posix().openat(dir, name, Posix.O_RDWR | Posix.O_CREAT, 0600));
        calls.put("statx", name -> posix().statx(dir, name, 0, new FileStat()));
        calls.put("linkat from", name -> posix().linkat(dir, name, dir, z("g"), 0));
        calls.put("linkat to", name -> posix().linkat(dir, z("f"), dir, name, 0));
        calls.put("renameat2 from", name -> posix().renameat2(dir, name, dir, z("g"), 0));
        calls.put("renameat2 to", name -> posix().renameat2(dir, z("f"), dir, name, 0));
        calls.put("unlinkat", name -> posix().unlinkat(dir, name, 0));
        calls.put("mkdirat", name -> posix().mkdirat(dir, name, 0700));
        calls.put("readlinkat", name -> posix().readlinkat(dir, name, new byte[10]));
        calls.put("fgetxattr", name -> posix().fgetxattr(dir, name, new byte[10]));
        calls.put("fsetxattr", name -> posix().fsetxattr(dir, name, new byte[10], 0));
        return calls;
    }

    @Test
    default void refusedNameTouchesNothing() {
        callsOnAName().values().forEach(ArgumentLaws::refusedUnlessTerminated);
        assertEquals(0, here().names().size());
    }

    @Test
    default void regionMustLieInItsBuffer() {
        int fd = here().create("f");
        byte[] buffer = new byte[10];
        int[][] regions = {{-1, 1}, {0, -1}, {0, 11}, {10, 1}, {11, 0}, {1, Integer.MAX_VALUE}, {Integer.MAX_VALUE, 1}};
        for (int[] region : regions) {
            assertThrows(IndexOutOfBoundsException.class, () -> posix().pread(fd, buffer, region[0], region[1], 0));
            assertThrows(IndexOutOfBoundsException.class, () -> posix().pwrite(fd, buffer, region[0], region[1], 0));
        }
        assertEquals(0, posix().pread(fd, buffer, 10, 0, 0));
        assertEquals(0, here().stat(fd).size());
    }

    @Test
    default void pipeNeedsRoomForBothEnds() {
        assertThrows(IndexOutOfBoundsException.class, () -> posix().pipe(new int[1]));
    }

    @Test
    default void outParametersAreUntouchedOnFailure() {
        FileStat stat = new FileStat();
        stat.setIdentity(1, 2, 3, 4);
        stat.setAttributes(5, 6, 7, 8, 9);
        String before = stat.toString();
        refused(Errno.EBADF, posix().fstat(-1, stat));
        refused(Errno.ENOENT, posix().statx(here().dir(), z("nothing"), 0, stat));
        assertEquals(before, stat.toString());
        assertEquals(9, stat.changedNanos());
        LockInfo info = new LockInfo();
        info.set(Posix.F_RDLCK, 1, 2, 3);
        refused(Errno.EBADF, posix().ofdProbe(-1, Posix.F_WRLCK, 0, 1, info));
        assertEquals("shared lock on [1, +2) held by pid 3", info.toString());
    }

    @Test
    default void buffersAreUntouchedOnFailure() {
        byte[] buffer = Workspace.pattern(10_000, 4);
        refused(Errno.EBADF, posix().pread(-1, buffer, 0, 10, 0));
        refused(Errno.EBADF, posix().pread(-1, buffer, 0, buffer.length, 0));
        refused(Errno.EBADF, posix().getdents(-1, buffer));
        refused(Errno.ENOENT, posix().readlinkat(here().dir(), z("nothing"), buffer));
        refused(Errno.EBADF, posix().fgetxattr(-1, z("user.x"), buffer));
        refused(Errno.EBADF, posix().flistxattr(-1, buffer));
        assertArrayEquals(Workspace.pattern(10_000, 4), buffer);
    }

    @Test
    default void callsKeepNothingOfTheirBuffers() {
        int fd = here().create("f");
        byte[] source = Workspace.pattern(9000, 5);
        must(posix().pwrite(fd, source, 0, source.length, 0));
        byte[] read = new byte[9000];
        must(posix().pread(fd, read, 0, read.length, 0));
        Arrays.fill(source, (byte) 0);
        must(posix().pwrite(fd, source, 0, 1, 9000));
        assertArrayEquals(Workspace.pattern(9000, 5), read);
        byte[] again = new byte[9000];
        must(posix().pread(fd, again, 0, again.length, 0));
        assertArrayEquals(Workspace.pattern(9000, 5), again);
    }
}
