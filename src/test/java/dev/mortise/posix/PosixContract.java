package dev.mortise.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link Posix} owes to its callers: one subclass per backend and per simulated kernel.
 *
 * <p>The laws reach the kernel through {@link #posix} alone, in a directory that is fresh for each test. What only a real
 * kernel has, such as other programs, is in {@link RealKernelContract}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class PosixContract
        implements OpenLaws,
                TransferLaws,
                FlockLaws,
                RangeLockLaws,
                StatLaws,
                NameLaws,
                MetadataLaws,
                ClockLaws,
                ArgumentLaws,
                InterruptionLaws,
                ConcurrencyLaws {

    private Workspace workspace;
    private List<String> before;

    /** For subclasses. */
    protected PosixContract() {}

    /**
     * The kernel under test, the same for every test of the class.
     *
     * @return the door to it
     */
    @Override
    public abstract Posix posix();

    /**
     * Where tests may make their directories.
     *
     * @return an existing directory's absolute path
     */
    protected abstract String parent();

    /**
     * Makes a symbolic link, which the port itself cannot.
     *
     * @param target what it says, NUL-terminated
     * @param name its name in {@link #here}
     */
    @Override
    public abstract void symlink(byte[] target, Name name);

    /**
     * Lists what is open, to tell whether a test left anything behind.
     *
     * @return one word for each descriptor
     */
    protected abstract List<String> openDescriptors();

    /**
     * The directory of the running test.
     *
     * @return empty at first
     */
    @Override
    public final Workspace here() {
        return workspace;
    }

    @BeforeEach
    final void makeWorkspace() {
        before = openDescriptors();
        workspace = Workspace.under(posix(), parent());
    }

    /** The JDK closes what it opened for itself in its own time; what a test left stays. */
    @AfterEach
    final void nothingStaysOpen() {
        workspace.remove();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        List<String> left = newlyOpen();
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            left = newlyOpen();
        }
        assertEquals(List.of(), left, "left open");
    }

    private List<String> newlyOpen() {
        List<String> open = new ArrayList<>(openDescriptors());
        open.removeAll(before);
        return open;
    }
}
