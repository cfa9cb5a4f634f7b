package dev.mortise.testkit.user;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.Posix;
import dev.mortise.testkit.Adversary;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Proof;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Schedule;
import dev.mortise.testkit.Stage;
import dev.mortise.testkit.Start;
import dev.mortise.testkit.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How processes end, and what the others see of it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MortalityTest {

    private static final Adversary ZOMBIES = new Adversary(false, false, true, 0);

    private static void requireClean(Scenario scenario) {
        Proof proof = scenario.exhaust();
        Violation violation = proof.violation();
        assertThat(proof.isExhausted())
                .as(violation == null ? proof.summary() : violation.timeline())
                .isTrue();
    }

    private static Violation found(Scenario scenario) {
        Proof proof = scenario.exhaust();
        return requireNonNull(proof.violation(), proof.summary());
    }

    private static void create(Stage stage) {
        Posix posix = stage.posix();
        posix.close(posix.openat(stage.directory(), stage.name().terminated(), Posix.O_RDWR | Posix.O_CREAT, 0600));
    }

    private static void killItself(Stage stage) {
        create(stage);
        stage.posix().kill(stage.posix().getpid(), Posix.SIGKILL);
        stage.check(stage.posix().getpid() < 0, "it goes on after its death");
    }

    /** Its file stays, as it does when the adversary kills: that is no litter. */
    @Test
    void nothingIsAskedOfOneThatKilledItself() {
        requireClean(Scenario.cast("suicide", (index, rounds) -> MortalityTest::killItself));
    }

    @Test
    void theScheduleGoesOnAfterADeathByOnesOwnHand() {
        Scenario scenario = Scenario.cast("suicide", (index, rounds) -> stage -> {
            if (index == 0) {
                killItself(stage);
            } else {
                stage.check(stage.posix().kill(101, 0) == 0, "A is gone");
            }
        });
        Violation violation = found(scenario);
        assertThat(violation.oracle()).isEqualTo(Oracle.CHECK);
        assertThat(violation.schedule().actions()).containsExactly("A1", "A2", "A3", "A~", "B1");
        assertThat(violation.timeline()).doesNotContain("waits");
        assertThat(requireNonNull(scenario.replay(
                                Schedule.parse(violation.schedule().toString())))
                        .message())
                .isEqualTo("B: A is gone");
    }

    private static boolean answers(Stage stage, int pid) {
        return stage.posix().kill(pid, 0) == 0;
    }

    private static boolean isFree(Stage stage) {
        byte[] name = stage.name().terminated();
        int fd = stage.posix().openat(stage.directory(), name, Posix.O_RDWR, 0);
        int locked = stage.posix().flock(fd, Posix.LOCK_EX | Posix.LOCK_NB);
        stage.posix().close(fd);
        return locked == 0;
    }

    /** A has ended by itself: its lock is free, and its number answers for as long as nobody asked how it ended. */
    @Test
    void whoeverEndsIsAZombieUntilItIsBuried() {
        Scenario scenario = Scenario.cast("orphan", (index, rounds) -> stage -> {
                    if (index == 0) {
                        int fd = stage.posix()
                                .openat(stage.directory(), stage.name().terminated(), Posix.O_RDWR, 0);
                        stage.posix().flock(fd, Posix.LOCK_EX);
                        stage.note(0, 1);
                    } else if (stage.recall(0) == 1 && isFree(stage)) {
                        stage.check(!answers(stage, 101), "an ended process answers");
                    }
                })
                .startingFrom(Start.empty())
                .without(Oracle.LEAK)
                .leaving("lock");
        requireClean(scenario);
        Violation violation = found(scenario.against(ZOMBIES));
        assertThat(violation.oracle()).isEqualTo(Oracle.CHECK);
        assertThat(violation.schedule().actions()).contains("A4").doesNotContain("A!", "A~");
    }

    /** Whoever polls goes in circles for as long as the zombie is there, which is not for ever. */
    @Test
    void burialIsNotPutOffForEver() {
        requireClean(Scenario.cast("poll", (index, rounds) -> stage -> {
                    boolean waits = index == 1;
                    while (waits) {
                        stage.posix().checkpoint("poll", 0);
                        waits = answers(stage, 101);
                    }
                    create(stage);
                })
                .crashes(1)
                .without(Oracle.BYSTANDER)
                .leaving("lock")
                .against(ZOMBIES));
    }
}
