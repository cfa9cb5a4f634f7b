package dev.mortise.posix;

import static dev.mortise.posix.Posix.AT_FDCWD;
import static dev.mortise.posix.Posix.AT_SYMLINK_FOLLOW;
import static dev.mortise.posix.Posix.CURRENT_POSITION;
import static dev.mortise.posix.Posix.O_CREAT;
import static dev.mortise.posix.Posix.O_NONBLOCK;
import static dev.mortise.posix.Posix.O_RDONLY;
import static dev.mortise.posix.Posix.O_RDWR;
import static dev.mortise.posix.Posix.O_TMPFILE;
import static dev.mortise.posix.Posix.O_WRONLY;
import static dev.mortise.posix.Results.must;
import static dev.mortise.posix.Results.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals that need more than one file system, user, or limit, and FIFOs. */
interface RefusalLaws extends RealGround {

    String MEMORY = "/dev/shm";

    @Test
    default void namesDoNotCrossFileSystems() {
        assumeTrue(Files.isWritable(Path.of(MEMORY)), MEMORY + " is not there");
        Workspace there = Workspace.under(posix(), MEMORY);
        try {
            assumeTrue(
                    here().stat(here().dir()).device()
                            != there.stat(there.dir()).device(),
                    "one file system");
            here().file("f", "text");
            refused(Errno.EXDEV, posix().linkat(here().dir(), z("f"), there.dir(), z("f"), 0));
            refused(Errno.EXDEV, posix().renameat2(here().dir(), z("f"), there.dir(), z("f"), 0));
            refused(Errno.EXDEV, posix().renameat2(here().dir(), z("f"), there.dir(), z("f"), Posix.RENAME_NOREPLACE));
            assertEquals("text", here().text("f"));
            assertTrue(posix().fstatfs(there.dir()) != posix().fstatfs(here().dir()));
        } finally {
            there.remove();
        }
    }

    @Test
    default void readOnlyFileSystemIsEROFS() {
        here().mkdir("mount");
        try (PrivateMount mount = PrivateMount.readOnly(jdk("mount"))) {
            byte[] name = z(mount.seenFromHere() + "/f");
            byte[] other = z(mount.seenFromHere() + "/g");
            refused(Errno.EROFS, posix().openat(AT_FDCWD, name, O_RDWR | O_CREAT, 0600));
            refused(Errno.EROFS, posix().mkdirat(AT_FDCWD, other, 0700));
            refused(Errno.EROFS, posix().openat(AT_FDCWD, z(mount.seenFromHere()), O_TMPFILE | O_RDWR, 0600));
            int directory = here().keep(posix().openat(AT_FDCWD, z(mount.seenFromHere()), O_RDONLY, 0));
            refused(Errno.EROFS, posix().fchmod(directory, 0700));
            refused(Errno.EROFS, posix().fchown(directory, 0, 0));
            refused(Errno.EROFS, posix().futimens(directory, 0, 0));
            must(posix().flock(directory, Posix.LOCK_EX | Posix.LOCK_NB));
        }
    }

    /** A magic number is unsigned: this one has its highest bit set. */
    @Test
    default void magicNumbersAreUnsigned() {
        here().mkdir("mount");
        try (PrivateMount mount = PrivateMount.ramfs(jdk("mount"))) {
            int directory = here().keep(posix().openat(AT_FDCWD, z(mount.seenFromHere()), O_RDONLY, 0));
            assertEquals(0x858458f6L, posix().fstatfs(directory));
        }
    }

    /** Permission bits do not bind root, so another user tries in a child. */
    @Test
    default void strangerIsRefused() {
        here().file("secret", "text");
        here().mkdir("locked");
        here().file("locked/f", "text");
        int locked = here().open("locked", O_RDONLY);
        int directory = here().open(".", O_RDONLY);
        must(posix().fchmod(directory, 0755));
        must(posix().fchmod(locked, 0700));
        ChildJvm.Outcome outcome = ChildJvm.of(backend()).asStranger().run("stranger", here().base());
        outcome.assertSaid(
                "uid: 65534",
                "openat: EACCES",
                "openat in a locked directory: EACCES",
                "statx in a locked directory: EACCES",
                "creation: EACCES",
                "mkdirat: EACCES",
                "unlinkat: EACCES",
                "renameat2: EACCES",
                "fchmod: EPERM",
                "fchown: EPERM",
                "kill of a stranger: EPERM");
    }

    @Test
    default void exhaustedDescriptorsAreEMFILE() {
        ChildJvm.of(backend())
                .underShell("ulimit -n 60")
                .run("exhaust", here().base())
                .assertSaid("openat: EMFILE", "pipe: EMFILE", "ends: -7 -7", "pidfdOpen: EMFILE");
    }

    @Test
    default void switchedOffKickIsENOTSUP() {
        ChildJvm.of(backend()).with("-Dmortise.kick=off").run("kick").assertSaid("kick: EOPNOTSUPP");
    }

    @Test
    default void kickAsksForItsSignalEachTime() {
        must(posix().kick(posix().gettid()));
        try {
            System.setProperty("mortise.kick", "off");
            refused(Errno.ENOTSUP, posix().kick(posix().gettid()));
        } finally {
            System.clearProperty("mortise.kick");
        }
        must(posix().kick(posix().gettid()));
    }

    @Test
    default void impossibleKickSignalIsSaid() {
        ChildJvm.of(backend()).with("-Dmortise.kick=12").run("kick").assertSaid("kick: IllegalArgumentException");
    }

    @Test
    default void fifoOpensAtOnceOnlyForReadingWhenNonBlocking() {
        fifo("fifo");
        refused(Errno.ENXIO, here().tryOpen("fifo", O_WRONLY | O_NONBLOCK));
        int reader = here().open("fifo", O_RDONLY | O_NONBLOCK);
        assertEquals("FIFO", here().stat(reader).kind());
        assertEquals(0, posix().pread(reader, new byte[1], 0, 1, CURRENT_POSITION));
        int writer = here().open("fifo", O_WRONLY | O_NONBLOCK);
        refused(Errno.EAGAIN, posix().pread(reader, new byte[1], 0, 1, CURRENT_POSITION));
        byte[] much = new byte[1 << 20];
        int written = must(posix().pwrite(writer, much, 0, much.length, CURRENT_POSITION));
        assertTrue(written > 0 && written < much.length, Results.said(written));
        refused(Errno.EAGAIN, posix().pwrite(writer, much, 0, 1, CURRENT_POSITION));
    }

    @Test
    default void kickEndsAnOpenOfAFifo() {
        fifo("fifo");
        refused(
                Errno.EINTR,
                Blocked.in(posix(), p -> here().tryOpen("fifo", O_RDONLY)).kickUntilItReturns());
    }

    @Test
    default void namelessFileGetsItsNameThroughProc() {
        int fd = here().tryOpen(".", O_TMPFILE | O_RDWR);
        assumeTrue(fd != -Errno.EOPNOTSUPP, "this file system has no O_TMPFILE");
        here().keep(fd);
        here().fill(fd, "text");
        byte[] self = z("/proc/self/fd/" + fd);
        must(posix().linkat(AT_FDCWD, self, here().dir(), z("f"), AT_SYMLINK_FOLLOW));
        assertEquals("text", here().text("f"));
        refused(Errno.EEXIST, posix().linkat(AT_FDCWD, self, here().dir(), z("f"), AT_SYMLINK_FOLLOW));
    }

    /** What the disk was told cannot be seen from outside; only strace tells the two apart. */
    @Test
    default void eachKindOfSyncIsItsOwnCall() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace is not installed");
        String log = here().base() + "/log";
        ChildJvm.of(backend())
                .under(
                        "strace",
                        "-f",
                        "--seccomp-bpf",
                        "-qqq",
                        "-o",
                        log,
                        "-P",
                        here().base() + "/synced",
                        "-e",
                        "trace=fsync,fdatasync")
                .run("sync", here().base())
                .assertSaid("fsync: 0", "fdatasync: 0", "close: 0");
        String[] calls = here().text("log")
                .lines()
                .filter(line -> line.contains("sync("))
                .map(line -> line.replaceAll("^\\d+ +|\\(.*", ""))
                .toArray(String[]::new);
        assertArrayEquals(new String[] {"fsync", "fdatasync"}, calls);
    }

    /**
     * Old kernels answer ENOSYS, and old seccomp profiles EPERM, for the calls themselves; strace plays both. A newer JVM
     * asks {@code statx} before it opens a jar, and EPERM leaves it without one.
     */
    @ParameterizedTest
    @ValueSource(strings = {"EPERM", "ENOSYS"})
    default void callsThatAFilterRefusesFallBack(String error) {
        here().file("before", "text");
        String[] filter = {
            "strace",
            "-f",
            "--seccomp-bpf",
            "-qqq",
            "-o",
            "/dev/null",
            "-e",
            "trace=statx,renameat2",
            "-e",
            "inject=statx:error=" + error,
            "-e",
            "inject=renameat2:error=" + error
        };
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace is not installed");
        ChildJvm child = ChildJvm.of(backend()).under(filter);
        ChildJvm.Outcome outcome = (error.equals("EPERM") ? child.withoutJars() : child).run("filtered", here().base());
        outcome.assertSaid(
                "statx: 0",
                "size: 4",
                "statx of nothing: ENOENT",
                "renameat2 without replacing: ENOSYS",
                "renameat2: 0",
                "statx: 0");
    }

    /** The JVM itself is told to suspend threads by the signal that kicks use. */
    @Test
    default void strangersSignalIsNotTaken() {
        ChildJvm.of(backend())
                .underShell("export _JAVA_SR_SIGNUM=59")
                .run("kick")
                .assertSaid("kick: EBUSY");
    }
}
