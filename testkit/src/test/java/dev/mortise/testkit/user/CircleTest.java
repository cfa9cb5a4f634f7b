package dev.mortise.testkit.user;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Proof;
import dev.mortise.testkit.RecordLocks;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Schedule;
import dev.mortise.testkit.Stage;
import dev.mortise.testkit.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two that lock two bytes crosswise: of {@code F_SETLKW} one is told so, the other kinds let both wait for ever. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CircleTest {

    private interface Kind {
        RecordLocks of(Stage stage);
    }

    private static Scenario crosswise(Kind kind) {
        return Scenario.cast("crosswise", (index, rounds) -> stage -> {
                    int fd = stage.posix()
                            .openat(stage.directory(), stage.name().terminated(), Posix.O_RDWR | Posix.O_CREAT, 0600);
                    RecordLocks locks = kind.of(stage);
                    locks.lock(fd, Posix.F_WRLCK, index, 1, true);
                    int second = locks.lock(fd, Posix.F_WRLCK, 1 - index, 1, true);
                    stage.note(index, second == -Errno.EDEADLK ? 1 : 2);
                    stage.check(stage.recall(1 - index) != 1 || second == 0, "both were refused");
                    stage.posix().close(fd);
                })
                .crashes(1)
                .leaving("lock");
    }

    @Test
    void whoeverClosesTheCircleIsRefusedAndTheOtherGoesOn() {
        Proof proof = crosswise(Stage::recordLocks).exhaust();
        Violation violation = proof.violation();
        assertThat(proof.isExhausted())
                .as(violation == null ? proof.summary() : violation.timeline())
                .isTrue();
    }

    @Test
    void eitherMayBeTheOne() {
        for (int unlucky = 0; unlucky < 2; unlucky++) {
            int index = unlucky;
            Scenario scenario = Scenario.cast("crosswise", (i, rounds) -> stage -> {
                        int fd = stage.posix()
                                .openat(
                                        stage.directory(),
                                        stage.name().terminated(),
                                        Posix.O_RDWR | Posix.O_CREAT,
                                        0600);
                        stage.recordLocks().lock(fd, Posix.F_WRLCK, i, 1, true);
                        int second = stage.recordLocks().lock(fd, Posix.F_WRLCK, 1 - i, 1, true);
                        stage.check(i != index || second == 0, "refused: " + second);
                        stage.posix().close(fd);
                    })
                    .leaving("lock");
            Violation violation = requireNonNull(scenario.exhaust().violation());
            assertThat(violation.message()).endsWith("refused: " + -Errno.EDEADLK);
            assertThat(violation.timeline()).contains("EDEADLK");
            Schedule pasted = Schedule.parse(violation.schedule().toString());
            assertThat(requireNonNull(scenario.replay(pasted)).oracle()).isEqualTo(Oracle.CHECK);
        }
    }

    @Test
    void locksOfDescriptionsWaitForEver() {
        Scenario scenario = crosswise(stage -> stage.posix()::ofdLock);
        Violation violation = requireNonNull(scenario.exhaust().violation());
        assertThat(violation.oracle()).isEqualTo(Oracle.DEADLOCK);
    }
}
