package dev.mortise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.owner.Evidence;
import dev.mortise.owner.Verdict;
import dev.mortise.posix.TestBackend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** S3.8: processes that wait for each other are told so, as far as the kernel shows it. */
@Timeout(120)
@SuppressWarnings("try") // what is held is not used
class SuspectedCircleTest {

    @TempDir
    Path directory;

    private Mortise mortise;
    private Path mine;
    private Path theirs;

    @BeforeEach
    void open() {
        mortise = Mortise.on(TestBackend.best());
        mine = directory.resolve("mine");
        theirs = directory.resolve("theirs");
    }

    @AfterEach
    void close() {
        mortise.close();
    }

    private Verdict verdictWhen(Path path, Predicate<Verdict> condition) throws LockException {
        Verdict verdict = mortise.kernelLock(path).verdict();
        while (!condition.test(verdict)) {
            assertThat(Thread.interrupted()).as("too late: " + verdict).isFalse();
            verdict = mortise.kernelLock(path).verdict();
        }
        return verdict;
    }

    private static String seen(Verdict verdict) {
        return verdict.evidence().stream().map(Evidence::statement).collect(Collectors.joining("; "));
    }

    private String waits(long waiter, Path file, long holder) {
        return "pid " + waiter + " waits for " + file + ", which pid " + holder + " has";
    }

    @Test
    @DisplayName("a timeout tells of the circle it was in")
    void aTimeoutTellsOfTheCircle() throws Exception {
        long self = ProcessHandle.current().pid();
        try (Hold hold = mortise.kernelLock(mine).acquire();
                Neighbour neighbour = Neighbour.crossing(theirs, mine)) {
            int other = (int) neighbour.pid();
            verdictWhen(mine, verdict -> verdict.waiters().contains(other));
            assertThatThrownBy(() -> mortise.kernelLock(theirs).acquire(Duration.ofMillis(30)))
                    .isInstanceOf(LockTimeoutException.class)
                    .hasMessageContaining("these seem to wait for each other: " + waits(self, theirs, other) + ", and "
                            + waits(other, mine, self));
        }
    }

    @Test
    @DisplayName("a verdict names who waits, and the circle while it lasts")
    void aVerdictNamesWhoWaits() throws Exception {
        long self = ProcessHandle.current().pid();
        CompletableFuture<Hold> waiting;
        try (Hold hold = mortise.kernelLock(mine).acquire();
                Neighbour neighbour = Neighbour.crossing(theirs, mine)) {
            int other = (int) neighbour.pid();
            assertThat(seen(verdictWhen(mine, verdict -> verdict.waiters().contains(other))))
                    .doesNotContain("wait for each other");
            waiting = mortise.kernelLock(theirs).acquireAsync();
            verdictWhen(theirs, verdict -> verdict.waiters().contains((int) self));
            assertThat(seen(mortise.kernelLock(mine).verdict()))
                    .contains("these seem to wait for each other: " + waits(other, mine, self) + ", and "
                            + waits(self, theirs, other));
            waiting.cancel(false);
        }
    }

    @Test
    @DisplayName("who stands in line behind the first waiter is counted, though the kernel does not name it")
    void whoStandsInLineIsCounted() throws Exception {
        long self = ProcessHandle.current().pid();
        try (Hold hold = mortise.kernelLock(mine).acquire();
                Neighbour first = Neighbour.crossing(theirs, mine)) {
            verdictWhen(mine, verdict -> verdict.waiters().contains((int) first.pid()));
            try (Neighbour second = Neighbour.crossing(directory.resolve("third"), mine)) {
                verdictWhen(mine, verdict -> verdict.waiters().contains(0));
                assertThatThrownBy(() ->
                                mortise.kernelLock(directory.resolve("third")).acquire(Duration.ofMillis(30)))
                        .isInstanceOf(LockTimeoutException.class)
                        .hasMessageContaining("somebody whom the kernel does not name waits for " + mine
                                + ", which pid " + self + " has");
                second.kill();
            }
        }
    }
}
