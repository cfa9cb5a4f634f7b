package dev.mortise.testkit.conductor;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As {@link KernelDifferenceTest}, for longer and with more dead. */
@Tag("nightly")
@Timeout(value = 3600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KernelDifferenceNightlyTest {

    private static final long CALLS = 60_000;
    private static final int ONE_KILL_IN = 250;

    @TempDir
    Path scratch = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "tmpfs", "xfs", "btrfs", "overlay"})
    void theModelAndTheKernelAnswerAlike(String kind) throws IOException {
        try (PrivateFileSystem here = PrivateFileSystem.of(kind, scratch)) {
            KernelDifferenceTest.compare(here.path(), CALLS, ONE_KILL_IN);
        }
    }
}
