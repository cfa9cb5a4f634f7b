package dev.mortise.testkit.user;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Actor;
import dev.mortise.testkit.Adversary;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Proof;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Schedule;
import dev.mortise.testkit.Stage;
import dev.mortise.testkit.Violation;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random bytes: never the same twice where code could tell, and the same again in a replay and in a loop's next turn. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChanceTest {

    private static final int NONCE = 8;

    private static Name nonce(Stage stage) {
        byte[] bytes = new byte[NONCE];
        stage.posix().random(bytes);
        return Name.of(HexFormat.of().formatHex(bytes));
    }

    private static boolean isNew(Stage stage, Name name) {
        int flags = Posix.O_RDWR | Posix.O_CREAT | Posix.O_EXCL;
        int fd = stage.posix().openat(stage.directory(), name.terminated(), flags, 0600);
        stage.posix().close(fd);
        return fd >= 0;
    }

    private static boolean isThere(Stage stage, Name name) {
        return stage.posix().statx(stage.directory(), name.terminated(), 0, new FileStat()) == 0;
    }

    /** Each name that is drawn stays, so that a second one of the same kind is noticed. */
    private static Actor collector(int draws, int rounds) {
        return stage -> {
            for (int round = 1; round <= rounds; round++) {
                stage.round(round);
                stage.posix().checkpoint("collect", 0);
                for (int i = 0; i < draws; i++) {
                    stage.check(isNew(stage, nonce(stage)), "this was drawn before");
                }
            }
        };
    }

    private static Scenario collectors(int draws) {
        return Scenario.cast("nonces", (index, rounds) -> collector(draws, rounds))
                .without(Oracle.LITTER);
    }

    private static void requireClean(Scenario scenario) {
        Proof proof = scenario.exhaust();
        Violation violation = proof.violation();
        assertThat(proof.isExhausted())
                .as(violation == null ? proof.summary() : violation.timeline())
                .isTrue();
    }

    @Test
    void differBetweenRoundsAndProcessesAndLives() {
        requireClean(collectors(1).rounds(2).crashes(1).against(new Adversary(false, true, false, 0)));
    }

    @Test
    void differWithinATurn() {
        requireClean(collectors(3).processes(1));
    }

    /** What is drawn in a loop is forgotten at its head, so the loop comes back to where it was. */
    @Test
    void leaveALoopACircle() {
        Scenario loop = Scenario.cast("nonces", (index, rounds) -> stage -> {
            Name first = nonce(stage);
            boolean waits = true;
            while (waits) {
                stage.posix().checkpoint("loop", 0);
                Name second = nonce(stage);
                stage.check(!isThere(stage, second) && !second.equals(first), "this was drawn before");
                waits = stage.recall(0) < index;
            }
            stage.note(0, index + 1);
        });
        requireClean(loop.without(Oracle.BYSTANDER));
    }

    @Test
    void differWhereACheckpointSaysThatTheTurnsDo() {
        requireClean(Scenario.cast("nonces", (index, rounds) -> stage -> {
                    for (int turn = 0; turn < 3; turn++) {
                        stage.posix().checkpoint("turn", turn);
                        stage.check(isNew(stage, nonce(stage)), "this was drawn before");
                    }
                })
                .without(Oracle.LITTER));
    }

    @Test
    void areDrawnAgainByAReplay() {
        Scenario scenario = Scenario.cast("nonces", (index, rounds) -> stage -> {
            stage.round(1);
            isNew(stage, nonce(stage));
            stage.round(2);
            isNew(stage, nonce(stage));
            stage.check(index == 0, "this far");
        });
        Violation violation = requireNonNull(scenario.exhaust().violation());
        Violation again = requireNonNull(
                scenario.replay(Schedule.parse(violation.schedule().toString())));
        assertThat(again.timeline()).isEqualTo(violation.timeline());
    }
}
