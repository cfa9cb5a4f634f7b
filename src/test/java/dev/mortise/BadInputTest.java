package dev.mortise;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mortise.posix.Call;
import dev.mortise.posix.Errno;
import dev.mortise.posix.FaultyPosix;
import dev.mortise.posix.ForwardingPosix;
import dev.mortise.posix.Posix;
import dev.mortise.posix.TestBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What lies at the path, or comes from the kernel, and cannot be locked: a typed exception, nothing changed, nothing left open. */
@Timeout(60)
@SuppressWarnings("try") // what is held is not used
class BadInputTest {

    private static final long NFS = 0x6969;

    @TempDir
    Path directory;

    private Mortise mortise;
    private int openBefore;

    @BeforeEach
    void open() throws IOException {
        mortise = Mortise.on(TestBackend.best());
        warmUp();
        openBefore = OpenFiles.in(directory);
    }

    private void warmUp() throws IOException {
        Path warm = Files.createDirectory(directory.resolve("warm")).resolve("lock");
        try (Mortise other = Mortise.on(TestBackend.best());
                Hold hold = other.kernelLock(warm).tryAcquire()) {
            assertThat(hold).isNotNull();
        }
    }

    @AfterEach
    void nothingIsLeftOpen() throws IOException {
        mortise.close();
        assertThat(OpenFiles.in(directory)).isEqualTo(openBefore);
    }

    private void refused(Kind kind, Path path, String... words) {
        assertThatThrownBy(() -> kind.lock(mortise, path, false).tryAcquire())
                .isInstanceOfSatisfying(
                        LockException.class, e -> assertThat(e.path()).isEqualTo(path))
                .hasMessageContainingAll(words);
        assertThatThrownBy(() -> kind.lock(mortise, path, true).acquire()).isInstanceOf(LockException.class);
        assertThatThrownBy(() -> kind.lock(mortise, path, false).acquire(Duration.ofSeconds(1)))
                .isInstanceOf(LockException.class);
        assertThat(kind.lock(mortise, path, false).acquireAsync())
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(LockException.class);
    }

    @ParameterizedTest
    @EnumSource
    void missingDirectory(Kind kind) {
        refused(kind, directory.resolve("none").resolve("lock"), "ENOENT", directory + "/none", "create it first");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a message is one line that no terminal obeys, whatever the path and the thread are called")
    void namesThatForgeLines(Kind kind) throws Exception {
        Path forged = directory.resolve("a\nlock acquired \u001b[31m\u2028");
        refused(kind, forged.resolve("lock"), "/a\\u{a}lock acquired \\u{1b}[31m\\u{2028}");
        Path file = Files.createFile(forged);
        Thread.currentThread().setName("main\nroot");
        try (Hold hold = kind.lock(mortise, file, false).acquire()) {
            assertThatThrownBy(kind.lock(mortise, file, false)::acquire)
                    .hasMessageContainingAll("main\\u{a}root", "/a\\u{a}lock")
                    .message()
                    .doesNotContain("\n", "\u001b");
        } finally {
            Thread.currentThread().setName("main");
        }
    }

    @ParameterizedTest
    @EnumSource
    void fileAsDirectory(Kind kind) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "precious");
        refused(kind, file.resolve("lock"), "ENOTDIR", "name a file in a directory");
        assertThat(file).hasContent("precious");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("complaint 3: a symbolic link is refused, and what it points to stays as it is")
    void symbolicLink(Kind kind) throws IOException {
        Path victim = Files.writeString(directory.resolve("victim"), "precious");
        Path link = Files.createSymbolicLink(directory.resolve("lock"), victim);
        refused(kind, link, "symbolic link", "name the file itself");
        assertThat(victim).hasContent("precious");
        Path dangling = Files.createSymbolicLink(directory.resolve("dangling"), directory.resolve("nothing"));
        refused(kind, dangling, "symbolic link");
        assertThat(directory.resolve("nothing")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void directoryFifoAndDevice(Kind kind) throws Exception {
        refused(kind, Files.createDirectory(directory.resolve("d")), "it is a directory", "name a file in it");
        Path fifo = directory.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        refused(kind, fifo, "not a regular file");
        refused(kind, Path.of("/dev/null"), "refusing to lock /dev/null");
    }

    @ParameterizedTest
    @EnumSource
    void hardLink(Kind kind) throws IOException {
        Path victim = Files.writeString(directory.resolve("victim"), "precious");
        Path link = Files.createLink(directory.resolve("lock"), victim);
        refused(kind, link, "more than one name", "name a file that is only a lock file");
        assertThat(victim).hasContent("precious");
    }

    @ParameterizedTest
    @EnumSource
    void foreignOwner(Kind kind) throws IOException {
        Path file = Files.createFile(directory.resolve("lock"));
        assumeThat(Files.getAttribute(file, "unix:uid"))
                .as("only root can give files away")
                .isEqualTo(0);
        Files.setAttribute(file, "unix:uid", 65534);
        Posix somebody = new ForwardingPosix(TestBackend.best()) {
            @Override
            public int getuid() {
                return 1000;
            }
        };
        try (Mortise theirs = Mortise.on(somebody)) {
            assertThatThrownBy(() -> kind.lock(theirs, file, false).tryAcquire())
                    .isInstanceOf(LockUnsupportedException.class)
                    .hasMessageContainingAll("belongs to another user", "a directory of your own");
        }
    }

    @ParameterizedTest
    @EnumSource
    void pathThatIsNoFile(Kind kind) {
        refused(kind, Path.of("/"), "no last component");
        refused(kind, Path.of("."), "names a directory");
        refused(kind, Path.of(""), "no last component");
        refused(kind, directory.resolve("x".repeat(256)), "1 to 255 bytes");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("complaint 8: a path of another provider is refused, not faked")
    void pathOfAnotherProvider(Kind kind) throws IOException {
        URI zip = URI.create("jar:" + directory.resolve("a.zip").toUri());
        try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            refused(kind, archive.getPath("/lock"), "provider 'jar'", "only the default file system");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("complaint 22: what can only be read can be locked shared, and says why not exclusively")
    void readOnlyFile(Kind kind) throws Exception {
        Path file = Files.createFile(directory.resolve("lock"));
        for (int errno : new int[] {Errno.EACCES, Errno.EROFS}) {
            Posix readOnly = new ForwardingPosix(TestBackend.best()) {
                @Override
                public int openat(int dirfd, byte[] name, int flags, int mode) {
                    boolean writes = (flags & (Posix.O_WRONLY | Posix.O_RDWR)) != 0;
                    return writes ? -errno : super.openat(dirfd, name, flags, mode);
                }
            };
            try (Mortise reader = Mortise.on(readOnly);
                    Hold shared = kind.lock(reader, file, true).acquire()) {
                assertThat(kind.lock(mortise, file, false).tryAcquire()).isNull();
                assertThat(kind.lock(reader, file, true).tryAcquire())
                        .isNotNull()
                        .satisfies(Hold::close);
                assertThatThrownBy(() -> kind.lock(reader, file, false).tryAcquire())
                        .isInstanceOf(LockException.class)
                        .hasMessageContainingAll(Errno.name(errno), "shared() is enough for those who only read");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("complaint 21: a file of somebody else in a sticky directory is opened without O_CREAT")
    void stickyDirectory(Kind kind) throws Exception {
        Path file = Files.createFile(directory.resolve("lock"));
        Posix sticky = new ForwardingPosix(TestBackend.best()) {
            @Override
            public int openat(int dirfd, byte[] name, int flags, int mode) {
                boolean creates = (flags & Posix.O_CREAT) != 0;
                return creates ? -Errno.EACCES : super.openat(dirfd, name, flags, mode);
            }
        };
        try (Mortise other = Mortise.on(sticky);
                Hold hold = kind.lock(other, file, false).acquire()) {
            hold.ensureHeld();
        }
    }

    @ParameterizedTest
    @EnumSource
    void kernelHasNoMoreFilesOrLocks(Kind kind) throws Exception {
        Call lockCall = kind == Kind.KERNEL ? Call.FLOCK : Call.OFD_LOCK;
        for (int nth = 1; nth <= 2; nth++) {
            refusedBy(
                    FaultyPosix.over(TestBackend.best()).failing(Call.OPENAT, nth, Errno.EMFILE),
                    kind,
                    "EMFILE",
                    "ulimit -n");
        }
        FaultyPosix noLocks = FaultyPosix.over(TestBackend.best()).failing(lockCall, 1, Errno.ENOLCK);
        refusedBy(noLocks, kind, "ENOLCK", "keeps no more locks");
    }

    private void refusedBy(Posix posix, Kind kind, String... words) {
        try (Mortise unlucky = Mortise.on(posix)) {
            assertThatThrownBy(() ->
                            kind.lock(unlucky, directory.resolve("lock"), false).tryAcquire())
                    .isInstanceOf(LockException.class)
                    .hasMessageContainingAll(words);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("one process does not use both kinds for one file")
    void bothKindsForOneFile(Kind kind) throws Exception {
        Path file = directory.resolve("lock");
        Kind other = kind == Kind.KERNEL ? Kind.RANGE : Kind.KERNEL;
        try (Hold hold = kind.lock(mortise, file, false).acquire()) {
            assertThatThrownBy(() -> other.lock(mortise, file, false).tryAcquire())
                    .isInstanceOf(LockUnsupportedException.class)
                    .hasMessageContainingAll("do not exclude each other", "use one kind for one file");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "complaint 16: a file system over the network is refused by name, and trusted only if the caller says so")
    void networkFileSystem(Kind kind) throws Exception {
        Path file = directory.resolve("lock");
        Posix nfs = new ForwardingPosix(TestBackend.best()) {
            @Override
            public long fstatfs(int fd) {
                return NFS;
            }
        };
        try (Mortise remote = Mortise.on(nfs)) {
            assertThatThrownBy(() -> kind.lock(remote, file, false).tryAcquire())
                    .isInstanceOf(LockUnsupportedException.class)
                    .hasMessageContainingAll("nfs", "trustingItsFileSystem()", "lease");
            assertThat(file).doesNotExist();
            ProcessLock trusting = kind == Kind.KERNEL
                    ? remote.kernelLock(file).trustingItsFileSystem()
                    : remote.rangeLock(file, 0, 1).trustingItsFileSystem();
            trusting.acquire().close();
        }
        refused(kind, Path.of("/proc/self/lock"), "proc", "no lock file can be made here");
    }

    /** A kernel that does not take a lock back: the description is closed, which gives it back, and the next one opens another. */
    @ParameterizedTest
    @EnumSource
    void whatCannotBeUnlockedIsClosed(Kind kind) throws Exception {
        Call lockCall = kind == Kind.KERNEL ? Call.FLOCK : Call.OFD_LOCK;
        FaultyPosix once = FaultyPosix.over(TestBackend.best()).failing(lockCall, 2, Errno.EIO);
        Path file = directory.resolve("lock");
        try (Mortise unlucky = Mortise.on(once);
                Mortise other = Mortise.on(TestBackend.best())) {
            Hold hold = kind.lock(unlucky, file, false).acquire();
            assertThatThrownBy(hold::close)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContainingAll("could not release", "EIO", "its file is closed instead");
            try (Hold theirs = kind.lock(other, file, false).tryAcquire()) {
                assertThat(theirs).as("the lock after a close that failed").isNotNull();
            }
            kind.lock(unlucky, file, false).acquire().close();
        }
    }

    /** Its doorman, which came through a gate that stays shut behind it, does not keep the lock while it lingers. */
    @Test
    void aGateThatCannotBeGivenBackIsClosed() throws Exception {
        FaultyPosix once = FaultyPosix.over(TestBackend.best()).failing(Call.OFD_LOCK, 2, Errno.ENOLCK);
        Path file = directory.resolve("lock");
        try (Mortise unlucky = Mortise.on(once);
                Mortise other = Mortise.on(TestBackend.best())) {
            Hold theirs = other.kernelLock(file).acquire();
            CompletableFuture<Hold> later = unlucky.kernelLock(file).acquireAsync();
            KernelLock lock = other.kernelLock(file);
            while (lock.verdict().waiters().isEmpty()) {
                assertThat(Thread.interrupted()).as("nobody waits").isFalse();
            }
            long start = System.nanoTime();
            theirs.close();
            later.get(20, SECONDS).close();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("less than a doorman lingers")
                    .isLessThan(Duration.ofMillis(900));
            assertThat(once.dormant()).isEmpty();
        }
    }
}
