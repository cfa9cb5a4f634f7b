package dev.mortise.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.Errno;
import dev.mortise.posix.ForwardingPosix;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Posix;
import dev.mortise.protocol.FlockProtocol;
import dev.mortise.testkit.KernelRefusedException;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Schedule;
import dev.mortise.testkit.Stage;
import dev.mortise.testkit.Violation;
import dev.mortise.testkit.specimen.Specimen;
import dev.mortise.testkit.specimen.Specimens;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Laws 4 and 5: whichever call fails, and in whatever way it can, a protocol succeeds or says so: nobody is inside without the lock, nothing stays open,
 * locked or unfinished, and no force is repeated.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class FailureProofTest {

    /** With two contenders they have millions of states: {@link FailureNightlyTest} searches those. */
    static final Set<String> LARGE = Set.of(
            "flock-removed",
            "gate-removed",
            "gate-stranger",
            "range-removed",
            "set-removed",
            "generation-removed",
            "replace",
            "replace-recovered");

    /** These have with two failures. */
    static final Set<String> LARGER = Set.of(
            "gate",
            "gate-shared",
            "gate-read-only",
            "gate-stopped",
            "gate-threads",
            "label",
            "generation",
            "generation-power",
            "replace-deep");

    static Stream<Scenario> singles() {
        return shipped()
                .filter(scenario -> !LARGE.contains(scenario.name()))
                .map(scenario -> failing(scenario.processes(2), 1));
    }

    static Stream<Scenario> pairs() {
        return shipped()
                .filter(scenario -> !LARGE.contains(scenario.name()) && !LARGER.contains(scenario.name()))
                .map(scenario -> failing(scenario.processes(2), 2));
    }

    /** One whose calls fail, beside one who has the lock for a while and whose calls do not. */
    static Stream<Scenario> besideAHolder() {
        return shipped()
                .filter(scenario ->
                        scenario.name().startsWith("gate") || scenario.name().equals("label"))
                .filter(scenario -> !LARGE.contains(scenario.name()))
                .map(scenario -> failing(scenario.processes(1), 2).with(FailureProofTest::hold));
    }

    private static void hold(Stage stage) {
        FlockProtocol lock = new FlockProtocol(stage.posix(), stage.directory(), stage.name());
        int fd = KernelRefusedException.require("acquire", lock.acquire(Mode.EXCLUSIVE));
        stage.inside();
        lock.release(fd);
    }

    static Stream<Scenario> alone() {
        return shipped().map(scenario -> failing(scenario.processes(1), LARGE.contains(scenario.name()) ? 1 : 2));
    }

    /** But for the order of a line, which is not promised where its calls fail. */
    static Stream<Scenario> shipped() {
        return ShippedProtocols.all().stream()
                .map(ShippedProtocol::scenario)
                .filter(scenario -> !scenario.name().equals("gate-order"));
    }

    static Scenario failing(Scenario scenario, int faults) {
        return scenario.rounds(1).crashes(0).faults(faults);
    }

    @ParameterizedTest
    @MethodSource("singles")
    void whicheverCallFails(Scenario scenario) {
        Figures.requireClean(scenario);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void whicheverTwoCallsFail(Scenario scenario) {
        Figures.requireClean(scenario);
    }

    @ParameterizedTest
    @MethodSource("besideAHolder")
    void whicheverTwoCallsFailBesideAHolder(Scenario scenario) {
        Figures.requireClean(scenario);
    }

    @ParameterizedTest
    @MethodSource("alone")
    void whicheverCallsOfOneAloneFail(Scenario scenario) {
        Figures.requireClean(scenario);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Planted
    // ---------------------------------------------------------------------------------------------------------------

    private static Scenario flock() {
        return failing(FlockProofs.exclusive().processes(2), 1);
    }

    @Test
    void aLockThatWasRefusedAndIsTakenForGrantedIsFound() {
        UnaryOperator<Posix> trusting = posix -> new ForwardingPosix(posix) {
            @Override
            public int flock(int fd, int operation) {
                int answer = super.flock(fd, operation);
                return answer == -Errno.ENOLCK ? 0 : answer;
            }
        };
        assertThat(Figures.broken(flock().through(trusting))).isEqualTo(Oracle.EXCLUSION);
    }

    @Test
    void aDescriptorThatIsForgottenWhenACallFailsIsFound() {
        UnaryOperator<Posix> forgetful = posix -> new ForwardingPosix(posix) {
            private boolean failed;

            @Override
            public int flock(int fd, int operation) {
                int answer = super.flock(fd, operation);
                failed |= answer < 0;
                return answer;
            }

            @Override
            public int close(int fd) {
                return failed ? 0 : super.close(fd);
            }
        };
        assertThat(Figures.broken(flock().through(forgetful))).isEqualTo(Oracle.LEAK);
    }

    @Test
    void aDraftThatIsLeftLyingWhenACallFailsIsFound() {
        UnaryOperator<Posix> untidy = posix -> new ForwardingPosix(posix) {
            @Override
            public int unlinkat(int dirfd, byte[] name, int flags) {
                return 0;
            }
        };
        Scenario alone = ReplaceProofs.writing().processes(1);
        Figures.requireClean(alone.through(untidy));
        assertThat(Figures.broken(alone.faults(1).through(untidy))).isEqualTo(Oracle.LITTER);
    }

    @Test
    void contentsThatAreWrittenByHalfAndTakenForWrittenAreFound() {
        UnaryOperator<Posix> satisfied = posix -> new ForwardingPosix(posix) {
            @Override
            public int pwrite(int fd, byte[] buffer, int from, int length, long offset) {
                int written = super.pwrite(fd, buffer, from, length, offset);
                return written > 0 ? length : written;
            }
        };
        assertThat(Figures.broken(ReplaceProofs.writing().processes(2).faults(1).through(satisfied)))
                .isEqualTo(Oracle.CHECK);
    }

    @Test
    @DisplayName("who forces again is found by that law, and without it by what the power leaves")
    void aRepeatedForceLosesWhatItSaysIsOnTheDisk() {
        Scenario repeating = Specimens.all().stream()
                .filter(specimen -> specimen.name().equals("forced-again"))
                .map(Specimen::scenario)
                .findFirst()
                .orElseThrow();
        assertThat(Figures.broken(repeating)).isEqualTo(Oracle.FORCED_AGAIN);
        assertThat(Figures.broken(repeating.without(Oracle.FORCED_AGAIN))).isEqualTo(Oracle.CHECK);
    }

    @Test
    @DisplayName("half of a write is no failure, and giving up for it is no answer")
    void whoGivesUpForHalfAWriteIsFound() {
        UnaryOperator<Posix> touchy = posix -> new ForwardingPosix(posix) {
            @Override
            public int pwrite(int fd, byte[] buffer, int from, int length, long offset) {
                int written = super.pwrite(fd, buffer, from, length, offset);
                return written >= 0 && written < length ? -Errno.ENOSPC : written;
            }
        };
        assertThat(Figures.broken(ReplaceProofs.writing().processes(1).faults(1).through(touchy)))
                .isEqualTo(Oracle.UNCAUGHT);
    }

    @Test
    void aRefusalThatNothingExplainsIsNoExcuse() {
        UnaryOperator<Posix> refusing = posix -> new ForwardingPosix(posix) {
            @Override
            public int flock(int fd, int operation) {
                return -Errno.ENOLCK;
            }
        };
        assertThat(Figures.broken(flock().through(refusing))).isEqualTo(Oracle.UNCAUGHT);
    }

    @Test
    @DisplayName("a failure is played again from its schedule, and told in the timeline")
    void aFailureIsPlayedAgain() {
        UnaryOperator<Posix> trusting = posix -> new ForwardingPosix(posix) {
            @Override
            public int flock(int fd, int operation) {
                int answer = super.flock(fd, operation);
                return answer == -Errno.ENOLCK ? 0 : answer;
            }
        };
        Scenario broken = flock().through(trusting);
        Violation found = Objects.requireNonNull(broken.exhaust().violation());
        assertThat(found.schedule().toString()).contains("+faults=1: ").contains("?ENOLCK");
        assertThat(found.timeline()).contains("= ENOLCK, fails");
        Violation again = Objects.requireNonNull(
                broken.replay(Schedule.parse(found.schedule().toString())));
        assertThat(again.timeline()).isEqualTo(found.timeline());
    }
}
