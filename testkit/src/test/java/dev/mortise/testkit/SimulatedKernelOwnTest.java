package dev.mortise.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the simulated kernel, where it differs from a real one")
class SimulatedKernelOwnTest {

    private static final int CREATE = Posix.O_RDWR | Posix.O_CREAT | Posix.O_EXCL;

    private final AtomicLong clock = new AtomicLong();
    private final SimulatedKernel kernel = new SimulatedKernel(clock::get);
    private final Posix posix = kernel.posix();

    private long inodeOfNew(String name) {
        int fd = posix.openat(Posix.AT_FDCWD, Name.of(name).terminated(), CREATE, 0600);
        FileStat stat = new FileStat();
        posix.fstat(fd, stat);
        posix.close(fd);
        return stat.inode();
    }

    @Test
    void timeIsWhatTheSuppliedClockSays() {
        long monotonic = posix.monotonicNanos();
        long realtime = posix.realtimeNanos();
        assertThat(posix.monotonicNanos()).isEqualTo(monotonic);
        clock.addAndGet(7);
        assertThat(posix.monotonicNanos() - monotonic).isEqualTo(7);
        assertThat(posix.realtimeNanos() - realtime).isEqualTo(7);
    }

    @Test
    void sleeperWakesWhenTheClockIsMoved() throws Exception {
        CompletableFuture<Integer> slept = new CompletableFuture<>();
        Thread sleeper = new Thread(() -> slept.complete(posix.sleep(TimeUnit.HOURS.toNanos(1))));
        sleeper.setDaemon(true);
        sleeper.start();
        while (!slept.isDone() && sleeper.isAlive()) {
            clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        }
        assertThat(slept.get(20, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void freedNumberIsGivenToTheNextFile() {
        long first = inodeOfNew("first");
        posix.unlinkat(Posix.AT_FDCWD, Name.of("first").terminated(), 0);
        assertThat(inodeOfNew("second")).isEqualTo(first);
        assertThat(inodeOfNew("third")).isNotEqualTo(first);
    }

    @Test
    void kernelsShareNothing() {
        inodeOfNew("f");
        assertThat(kernel.world().names()).containsExactly("/home/f");
        assertThat(new SimulatedKernel(clock::get).world().names()).isEmpty();
    }

    @Test
    void refusedLinkIsSaid() {
        inodeOfNew("taken");
        byte[] target = Name.of("x").terminated();
        assertThatThrownBy(() -> kernel.symlink(target, Posix.AT_FDCWD, Name.of("taken")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("taken")
                .hasMessageContaining("EEXIST");
    }

    @Test
    void programsCannotBeRun() {
        byte[] path = Name.of("sh").terminated();
        assertThat(posix.spawn(path, new byte[][] {path}, new byte[0][], new int[0]))
                .isEqualTo(-Errno.ENOSYS);
        assertThat(posix.exec(path, new byte[][] {path}, new byte[0][])).isEqualTo(-Errno.ENOSYS);
        assertThat(posix.waitpid(1, 0)).isEqualTo(-Errno.ENOSYS);
    }
}
