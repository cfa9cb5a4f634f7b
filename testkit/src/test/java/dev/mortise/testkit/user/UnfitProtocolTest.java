package dev.mortise.testkit.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Actor;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Proof;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Stage;
import dev.mortise.testkit.UnfitProtocolException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Code that depends on more than the answers of the port is named with class and line, and never hangs a search. The code under test lies
 * outside the kit's own room, as users' code does.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UnfitProtocolTest {

    private static void look(Stage stage) {
        stage.posix().statx(stage.directory(), stage.name().terminated(), 0, new FileStat());
    }

    private static Scenario two(Actor actor) {
        return Scenario.cast("unfit", (index, rounds) -> actor);
    }

    private static void refused(Actor actor, String... words) {
        assertThatThrownBy(() -> two(actor).exhaust())
                .isInstanceOf(UnfitProtocolException.class)
                .hasMessageContainingAll(words)
                .hasMessageContaining("UnfitProtocolTest.");
    }

    @Test
    void waitingOutsideThePortIsNamed() {
        CountDownLatch never = new CountDownLatch(1);
        refused(
                stage -> {
                    look(stage);
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "blocks or loops outside the port");
    }

    @Test
    void loopingOutsideThePortIsNamed() {
        AtomicInteger turns = new AtomicInteger();
        refused(
                stage -> {
                    look(stage);
                    while (!Thread.currentThread().isInterrupted()) {
                        turns.incrementAndGet();
                    }
                },
                "blocks or loops outside the port");
    }

    @Test
    void loopingOverCallsThatChangeNothingIsNamed() {
        refused(
                stage -> {
                    int pid = stage.posix().getpid();
                    while (stage.posix().getpid() == pid) {
                        stage.posix().sleep(1);
                    }
                },
                "loops without a call");
    }

    @Test
    void stateThatOutlivesARunIsNamed() {
        AtomicInteger runs = new AtomicInteger();
        refused(
                stage -> {
                    int flags = runs.incrementAndGet() % 2 == 0 ? Posix.O_RDONLY : Posix.O_PATH;
                    stage.posix().openat(stage.directory(), stage.name().terminated(), flags, 0);
                    look(stage);
                    look(stage);
                },
                "not deterministic",
                "openat");
    }

    @Test
    void aThreadThatCallsThePortIsNamed() {
        refused(
                stage -> {
                    Thread thread = new Thread(() -> look(stage), "stowaway");
                    thread.setUncaughtExceptionHandler((t, e) -> {});
                    thread.start();
                    try {
                        thread.join();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    look(stage);
                },
                "thread",
                "stowaway");
    }

    @Test
    void aThreadThatIsLeftRunningIsNamed() {
        CountDownLatch never = new CountDownLatch(1);
        refused(
                stage -> {
                    Thread thread = new Thread(() -> waitFor(never), "left-behind");
                    thread.setDaemon(true);
                    thread.start();
                    look(stage);
                },
                "starts a thread",
                "left-behind");
        never.countDown();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @SuppressWarnings("CatchingUnchecked")
    void catchingTheUnwindingIsNamed() {
        refused(
                stage -> {
                    try {
                        look(stage);
                    } catch (Throwable swallowed) {
                        return;
                    }
                },
                "catches what unwinds it");
    }

    @Test
    void catchingTheUnwindingForEverIsNamed() {
        refused(
                stage -> {
                    boolean again = true;
                    while (again) {
                        try {
                            look(stage);
                            again = false;
                        } catch (Throwable swallowed) {
                            again = true;
                        }
                    }
                },
                "swallows what unwinds it");
    }

    /** Not an offence: what is opened is closed on the way out. */
    @Test
    void closingWhileUnwindingIsFine() {
        Proof proof = two(stage -> {
                    int fd =
                            stage.posix().openat(stage.directory(), stage.name().terminated(), 0102, 0600);
                    try {
                        look(stage);
                    } finally {
                        stage.posix().close(fd);
                    }
                })
                .leaving("lock")
                .exhaust();
        assertThat(proof.isExhausted()).as(proof.summary()).isTrue();
    }

    @Test
    void resourcesThatAreClosedWhileUnwindingAreFine() {
        Proof proof = two(stage -> {
                    int fd =
                            stage.posix().openat(stage.directory(), stage.name().terminated(), 0102, 0600);
                    Descriptor open = () -> stage.posix().close(fd);
                    try (open) {
                        look(stage);
                    }
                })
                .leaving("lock")
                .exhaust();
        assertThat(proof.isExhausted()).as(proof.summary()).isTrue();
    }

    private interface Descriptor extends AutoCloseable {
        @Override
        void close();
    }

    @Test
    void checkpointThatLeavesSomethingOutIsNamed() {
        Actor forgetful = stage -> {
            int tries = 0;
            while (true) {
                stage.posix().checkpoint("forgetful", 0);
                look(stage);
                if (++tries == 3) {
                    stage.posix().unlinkat(stage.directory(), stage.name().terminated(), 0);
                    return;
                }
            }
        };
        assertThatThrownBy(() -> two(forgetful)
                        .without(Oracle.LIVELOCK, Oracle.WEDGE, Oracle.BYSTANDER)
                        .exhaust())
                .isInstanceOf(UnfitProtocolException.class)
                .hasMessageContaining("unsound checkpoint");
    }

    /** The search sees two turns of the loop; what comes later shows when the audit goes round it. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 100})
    void checkpointThatForgetsHowOftenItWasPassedIsNamed(int patience) {
        assertThatThrownBy(() ->
                        two(stage -> breakWhatStandsInTheWay(stage, patience)).exhaust())
                .isInstanceOf(UnfitProtocolException.class)
                .hasMessageContainingAll("unsound checkpoint", "unlinkat");
    }

    private static void breakWhatStandsInTheWay(Stage stage, int patience) {
        Posix posix = stage.posix();
        byte[] lock = stage.name().terminated();
        int tries = 0;
        int fd = -1;
        while (fd < 0) {
            posix.checkpoint("impatient", 0);
            fd = posix.openat(stage.directory(), lock, Posix.O_RDWR | Posix.O_CREAT | Posix.O_EXCL, 0600);
            if (fd < 0 && ++tries == patience) {
                posix.unlinkat(stage.directory(), lock, 0);
            }
        }
        posix.close(fd);
        stage.inside();
        posix.unlinkat(stage.directory(), lock, 0);
    }
}
