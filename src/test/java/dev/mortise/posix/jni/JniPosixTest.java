package dev.mortise.posix.jni;

import static dev.mortise.posix.Posix.AT_FDCWD;
import static dev.mortise.posix.Posix.F_WRLCK;
import static dev.mortise.posix.Posix.LOCK_EX;
import static dev.mortise.posix.Posix.LOCK_NB;
import static dev.mortise.posix.Posix.LOCK_UN;
import static dev.mortise.posix.Posix.O_CLOEXEC;
import static dev.mortise.posix.Posix.O_CREAT;
import static dev.mortise.posix.Posix.O_RDWR;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.LockInfo;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That the library is there and works; every call's law is in the contract suite. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JniPosixTest {

    @TempDir
    Path directory;

    private Posix posix;
    private Path path;
    private int fd = -1;

    @BeforeEach
    void open() {
        ShimImage.assumeBuilt();
        posix = JniPosix.open();
        path = directory.resolve("file");
        fd = openAgain();
        assertThat(fd).isPositive();
    }

    @AfterEach
    void close() {
        if (fd >= 0) {
            assertThat(posix.close(fd)).isZero();
        }
    }

    @Test
    void whatIsWrittenCanBeRead() throws Exception {
        byte[] text = "mortise".getBytes(StandardCharsets.US_ASCII);
        byte[] read = new byte[text.length];
        assertThat(posix.pwrite(fd, text, 0, text.length, 3)).isEqualTo(text.length);
        assertThat(posix.pread(fd, read, 0, read.length, 3)).isEqualTo(text.length);
        assertThat(read).isEqualTo(text);
        assertThat(Files.size(path)).isEqualTo(3L + text.length);
    }

    @Test
    void statTellsWhatTheJdkTells() throws Exception {
        FileStat stat = new FileStat();
        assertThat(posix.fstat(fd, stat)).isZero();
        assertThat(stat.isRegular()).isTrue();
        assertThat(stat.inode()).isEqualTo(Files.getAttribute(path, "unix:ino"));
        assertThat(stat.device()).isEqualTo(Files.getAttribute(path, "unix:dev"));
        assertThat(stat.uid()).isEqualTo(Files.getAttribute(path, "unix:uid"));
        assertThat(stat.links()).isEqualTo(1);
    }

    @Test
    void flockExcludesAnotherDescription() {
        int other = openAgain();
        assertThat(posix.flock(fd, LOCK_EX)).isZero();
        assertThat(posix.flock(other, LOCK_EX | LOCK_NB)).isEqualTo(-Errno.EAGAIN);
        assertThat(posix.flock(fd, LOCK_UN)).isZero();
        assertThat(posix.flock(other, LOCK_EX | LOCK_NB)).isZero();
        assertThat(posix.close(other)).isZero();
    }

    @Test
    void closedDescriptorIsRefused() {
        int other = openAgain();
        assertThat(posix.close(other)).isZero();
        assertThat(posix.close(other)).isEqualTo(-Errno.EBADF);
    }

    @Test
    void fastPathsAllocateNothing() {
        FileStat stat = new FileStat();
        LockInfo lock = new LockInfo();
        byte[] block = new byte[64];
        assertThat(leastAllocated(() -> {
                    posix.flock(fd, LOCK_EX);
                    posix.flock(fd, LOCK_UN);
                    posix.ofdLock(fd, F_WRLCK, 0, 1, false);
                    posix.ofdProbe(fd, F_WRLCK, 0, 1, lock);
                    posix.fstat(fd, stat);
                    posix.pwrite(fd, block, 0, block.length, 0);
                    posix.pread(fd, block, 0, block.length, 0);
                    posix.monotonicNanos();
                    posix.bootNanos();
                    posix.realtimeNanos();
                }))
                .isZero();
    }

    /** Bytes per round in the best of several: the JVM itself allocates now and then while it warms up. */
    private static long leastAllocated(Runnable calls) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1000; i++) {
                calls.run();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private int openAgain() {
        return posix.openat(AT_FDCWD, Name.pathBytes(path), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    }
}
