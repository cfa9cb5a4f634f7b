package dev.mortise.testkit.user;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.ForwardingPosix;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Actor;
import dev.mortise.testkit.DroppedCall;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Stage;
import dev.mortise.testkit.Violation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every place in the code that calls is dropped by itself, and what a scenario has between code and kernel stays there. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DroppedCallTest {

    private static final byte[] SECOND = Name.of("second").terminated();

    private static Scenario alone(Actor actor) {
        return Scenario.cast("dropping", (index, rounds) -> actor).processes(1);
    }

    private static List<DroppedCall> calls(Scenario scenario, String name) {
        return DroppedCall.in(scenario, DroppedCallTest.class, Duration.ofMinutes(1)).stream()
                .filter(call -> call.site().call().equals(name))
                .toList();
    }

    private static Violation planted(DroppedCall call, Scenario scenario) {
        return requireNonNull(
                call.plantedIn(scenario, DroppedCallTest.class).exhaust().violation());
    }

    private static void removeTwoOnOneLine(Stage stage) {
        Posix posix = stage.posix();
        int dir = stage.directory();
        byte[] first = stage.name().terminated();
        posix.mkdirat(dir, first, 0700);
        posix.mkdirat(dir, SECOND, 0700);
        int gone = posix.unlinkat(dir, first, Posix.AT_REMOVEDIR) + posix.unlinkat(dir, SECOND, Posix.AT_REMOVEDIR);
        stage.check(gone == 0, "not removed");
    }

    @Test
    void twoCallsOfOneNameOnOneLineAreDroppedOneByOne() {
        Scenario scenario = alone(DroppedCallTest::removeTwoOnOneLine);
        List<DroppedCall> removals = calls(scenario, "unlinkat");
        assertThat(removals)
                .extracting(call -> call.site().name())
                .containsExactly("removeTwoOnOneLine:unlinkat", "removeTwoOnOneLine:unlinkat#2");
        int line = removals.get(0).site().line();
        assertThat(removals.get(1)).hasToString("DroppedCall[site=removeTwoOnOneLine:unlinkat#2 (line " + line + ")]");
        assertThat(planted(removals.get(0), scenario).message()).isEqualTo("left behind: lock");
        assertThat(planted(removals.get(1), scenario).message()).isEqualTo("left behind: second");
    }

    private static void askAndRemove(Stage stage) {
        Posix posix = stage.posix();
        posix.mkdirat(stage.directory(), stage.name().terminated(), 0700);
        stage.check(posix.kill(1, 0) == 0, "no process 1");
        posix.unlinkat(stage.directory(), stage.name().terminated(), Posix.AT_REMOVEDIR);
    }

    /** Without the decorator the check would fail before anything is left behind. */
    @Test
    void theScenariosOwnDecoratorStays() {
        Scenario scenario = alone(DroppedCallTest::askAndRemove).through(AllAlive::new);
        assertThat(scenario.exhaust().isExhausted()).isTrue();
        DroppedCall removal = calls(scenario, "unlinkat").get(0);
        assertThat(planted(removal, scenario).oracle()).isEqualTo(Oracle.LITTER);
    }

    private static final class AllAlive extends ForwardingPosix {

        AllAlive(Posix target) {
            super(target);
        }

        @Override
        public int kill(int pid, int signal) {
            return 0;
        }
    }

    private static void closeFinally(Stage stage) {
        int fd = stage.posix().openat(stage.directory(), stage.name().terminated(), Posix.O_RDWR | Posix.O_CREAT, 0600);
        try {
            stage.posix().statx(stage.directory(), SECOND, 0, new FileStat());
        } finally {
            stage.posix().close(fd);
        }
    }

    /** The compiler writes a finally block down twice; code comes to the second only when it is unwound. */
    @Test
    void placesThatAreOnlyReachedWhileUnwindingAreNoCalls() {
        Scenario scenario = alone(DroppedCallTest::closeFinally).leaving("lock");
        List<DroppedCall> closings = calls(scenario, "close");
        assertThat(closings).hasSize(1);
        assertThat(planted(closings.get(0), scenario).oracle()).isEqualTo(Oracle.LEAK);
    }
}
