package dev.mortise.testkit.user;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.Posix;
import dev.mortise.testkit.Actor;
import dev.mortise.testkit.Adversary;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Proof;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Schedule;
import dev.mortise.testkit.Stage;
import dev.mortise.testkit.Violation;
import dev.mortise.testkit.proof.FlockProofs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Processes that share an open file description from their start, and those that are born among them later. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KinTest {

    private static final Adversary PIDS = new Adversary(false, true, false, 0);
    private static final int INHERITED = 4;

    private static Scenario kin(Actor... parts) {
        return Scenario.cast("kin", (index, rounds) -> List.of(parts).get(index))
                .processes(parts.length - 1)
                .inheriting()
                .leaving("lock")
                .against(PIDS);
    }

    private static void requireClean(Scenario scenario) {
        Proof proof = scenario.exhaust();
        Violation violation = proof.violation();
        assertThat(proof.isExhausted())
                .as(violation == null ? proof.summary() : violation.timeline())
                .isTrue();
    }

    private static void lock(Stage stage) {
        stage.posix().flock(INHERITED, Posix.LOCK_EX);
        stage.inside();
        stage.posix().flock(INHERITED, Posix.LOCK_UN);
    }

    private static void leave(Stage stage) {
        stage.posix().close(INHERITED);
    }

    private static void neverBorn(Stage stage) {
        stage.check(false, "born with nothing to inherit");
    }

    @Test
    void theShippedProtocolIsRightAmongTheNewlyBorn() {
        requireClean(FlockProofs.inherited().processes(2).against(PIDS));
    }

    /** B is gone, C gets its number, and A's lock, since it shares A's description. */
    @Test
    void oneThatIsBornAmongThemShares() {
        Scenario scenario = kin(KinTest::lock, KinTest::leave, KinTest::lock);
        Violation violation = requireNonNull(scenario.exhaust().violation());
        assertThat(violation.oracle()).isEqualTo(Oracle.EXCLUSION);
        assertThat(violation.schedule().actions()).contains("C@B");
        Schedule pasted = Schedule.parse(violation.schedule().toString());
        assertThat(requireNonNull(scenario.replay(pasted)).oracle()).isEqualTo(Oracle.EXCLUSION);
    }

    /** A's descriptor has the same number, and even the same place, but A opened it itself. */
    @Test
    void nobodyIsBornWhenNobodyHasItAnyMore() {
        Actor other = stage -> {
            leave(stage);
            int fd = stage.posix().openat(stage.directory(), stage.name().terminated(), Posix.O_RDWR, 0);
            stage.check(fd == INHERITED, "another descriptor: " + fd);
            stage.posix().close(fd);
        };
        requireClean(kin(other, KinTest::neverBorn).crashes(1));
    }

    @Test
    void whatAllHaveFromTheirStartNeedNotBeClosed() {
        requireClean(kin(stage -> {}, stage -> {}, stage -> {}));
    }
}
