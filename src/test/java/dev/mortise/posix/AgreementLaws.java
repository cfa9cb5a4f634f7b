package dev.mortise.posix;

import static dev.mortise.posix.Posix.AT_FDCWD;
import static dev.mortise.posix.Posix.O_PATH;
import static dev.mortise.posix.Results.must;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.posix.abi.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The port tells what {@code /proc} and the JDK tell. */
interface AgreementLaws extends RealGround {

    long PROC_MAGIC = 0x9fa0;

    @Test
    default void fileIsWhatTheJdkSees() throws IOException {
        int fd = here().create("f");
        here().fill(fd, "text");
        must(posix().fchmod(fd, 0751));
        must(posix().futimens(fd, 1, 1_234_567_890_123_456_789L));
        assertSeenAlike(here().stat(fd), jdk("f"));
        assertSeenAlike(here().stat("."), jdk("."));
        symlink(z("f"), Name.of("link"));
        assertSeenAlike(here().stat("link"), jdk("link"));
    }

    @Test
    default void deviceIsWhatTheJdkSees() throws IOException {
        int place = here().keep(posix().openat(AT_FDCWD, z("/dev/null"), O_PATH, 0));
        assertSeenAlike(here().stat(place), Path.of("/dev/null"));
        FileStat named = new FileStat();
        must(posix().statx(AT_FDCWD, z("/dev/null"), 0, named));
        assertSeenAlike(named, Path.of("/dev/null"));
        assertEquals("character device", named.kind());
    }

    private static void assertSeenAlike(FileStat ours, Path path) throws IOException {
        Map<String, Object> theirs = Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
        assertEquals(theirs.get("dev"), ours.device());
        assertEquals(theirs.get("ino"), ours.inode());
        assertEquals(((Integer) told(theirs, "mode")) & 07777, ours.permissions());
        assertEquals(((Number) told(theirs, "nlink")).longValue(), ours.links());
        assertEquals(theirs.get("uid"), ours.uid());
        assertEquals(theirs.get("gid"), ours.gid());
        assertEquals(theirs.get("size"), ours.size());
        assertEquals(nanos(told(theirs, "lastModifiedTime")), ours.modifiedNanos());
        assertEquals(nanos(told(theirs, "ctime")), ours.changedNanos());
        assertEquals(theirs.get("isRegularFile"), ours.isRegular());
        assertEquals(theirs.get("isDirectory"), ours.isDirectory());
        assertEquals(theirs.get("isSymbolicLink"), ours.isSymlink());
    }

    private static Object told(Map<String, Object> attributes, String name) {
        return Objects.requireNonNull(attributes.get(name), name);
    }

    private static long nanos(Object time) {
        return ((FileTime) time).to(TimeUnit.NANOSECONDS);
    }

    @Test
    default void procIsItsOwnKindOfFileSystem() {
        int proc = here().keep(posix().openat(AT_FDCWD, z("/proc"), Posix.O_RDONLY, 0));
        assertEquals(PROC_MAGIC, posix().fstatfs(proc));
    }

    @Test
    default void numbersAreThoseOfProc() throws IOException {
        assertEquals(ProcessHandle.current().pid(), posix().getpid());
        Path thread = Files.readSymbolicLink(Path.of("/proc/thread-self"));
        assertEquals(posix().getpid() + "/task/" + posix().gettid(), thread.toString());
        assertEquals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"), posix().getuid());
    }

    @Test
    default void kernelNamesItselfAsInProc() throws IOException {
        KernelName name = KernelName.of(posix());
        assertEquals(kernel("ostype"), name.system());
        assertEquals(kernel("hostname"), name.node());
        assertEquals(kernel("osrelease"), name.release());
        assertEquals(System.getProperty("os.version"), name.release());
        assertEquals(Architecture.current().label(), name.machine());
    }

    private static String kernel(String file) throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel", file)).strip();
    }

    @Test
    default void clocksAreTheSystems() throws IOException {
        assertBetween(System.nanoTime(), posix().monotonicNanos(), System.nanoTime());
        long slack = TimeUnit.SECONDS.toNanos(1);
        long wall = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        assertBetween(wall - slack, posix().realtimeNanos(), wall + 10 * slack);
        String uptime = Files.readString(Path.of("/proc/uptime")).split(" ", -1)[0];
        long boot = (long) (Double.parseDouble(uptime) * 1e9);
        assertBetween(boot - slack, posix().bootNanos(), boot + 10 * slack);
    }

    private static void assertBetween(long low, long value, long high) {
        assertTrue(low <= value && value <= high, low + " <= " + value + " <= " + high);
    }
}
