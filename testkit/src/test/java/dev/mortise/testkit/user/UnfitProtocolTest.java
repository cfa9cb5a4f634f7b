package dev.mortise.testkit.user;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Actor;
import dev.mortise.testkit.Casting;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Proof;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Stage;
import dev.mortise.testkit.Start;
import dev.mortise.testkit.UnfitProtocolException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
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
        refused(two(actor), words);
    }

    private static void refused(Scenario scenario, String... words) {
        assertThatThrownBy(scenario::exhaust)
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

    /** All at once, because each takes the five seconds after which code is taken to hang. */
    @Test
    void codeAroundTheProtocolIsWatchedAsTheProtocolIs() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Scenario looking = two(UnfitProtocolTest::look);
        Start start = new Start("endless", "never made", disk -> waitFor(never));
        Casting casting = (index, rounds) -> {
            waitFor(never);
            return UnfitProtocolTest::look;
        };
        UnaryOperator<Posix> decorator = posix -> {
            waitFor(never);
            return posix;
        };
        Actor checking = stage -> stage.check(isNever(never), "never checked");
        ExecutorService pool = Executors.newCachedThreadPool();
        List<Future<?>> explorations = List.of(
                pool.submit(() -> refused(looking.startingFrom(start), "code of the start 'endless' blocks or loops")),
                pool.submit(() -> refused(Scenario.cast("unfit", casting), "code of A blocks or loops")),
                pool.submit(() -> refused(looking.through(decorator), "code of A blocks or loops")),
                pool.submit(() -> refused(checking, "code of A blocks or loops")));
        pool.shutdown();
        for (Future<?> exploration : explorations) {
            exploration.get();
        }
    }

    private static boolean isNever(CountDownLatch never) {
        waitFor(never);
        return true;
    }

    @Test
    void aStartThatReadsAClockIsNamed() {
        AtomicInteger clock = new AtomicInteger();
        Start dated = new Start("dated", "says when", disk -> disk.file(disk.name(), "at " + clock.incrementAndGet()));
        assertThatThrownBy(
                        () -> two(UnfitProtocolTest::look).startingFrom(dated).exhaust())
                .isInstanceOf(UnfitProtocolException.class)
                .hasMessageContainingAll("not deterministic", "at 1", "at 2");
    }

    @Test
    void aStartThatLeavesAThreadIsNamed() {
        CountDownLatch never = new CountDownLatch(1);
        Start threaded = new Start("threaded", "leaves a thread", disk -> {
            Thread thread = new Thread(() -> waitFor(never), "left-by-the-start");
            thread.setDaemon(true);
            thread.start();
        });
        refused(two(UnfitProtocolTest::look).startingFrom(threaded), "starts a thread", "left-by-the-start");
        never.countDown();
    }

    @Test
    void aStartWhoseDoorIsUsedLaterIsNamed() {
        AtomicReference<Posix> kept = new AtomicReference<>();
        Start leaking = new Start("leaking", "gives its door away", disk -> kept.set(disk.posix()));
        Actor thief = stage -> requireNonNull(kept.get())
                .unlinkat(stage.directory(), stage.name().terminated(), 0);
        refused(two(thief).startingFrom(leaking), "the start 'leaking' is over");
    }

    @Test
    void aStartThatNeverEndsCallingIsNamed() {
        Start endless = new Start("endless", "never made", disk -> {
            while (disk.posix().getpid() > 0) {
                disk.posix().getuid();
            }
        });
        refused(two(UnfitProtocolTest::look).startingFrom(endless), "the start 'endless' calls without an end");
    }

    @Test
    void aCastingThatReadsAClockIsNamed() {
        AtomicInteger clock = new AtomicInteger();
        Scenario dated = Scenario.cast("unfit", (index, rounds) -> {
            int mode = clock.incrementAndGet();
            return stage ->
                    stage.posix().mkdirat(stage.directory(), stage.name().terminated(), mode);
        });
        refused(dated, "not deterministic", "mkdirat");
    }

    @Test
    void aDecoratorThatReadsAClockIsNamed() {
        AtomicInteger clock = new AtomicInteger();
        Scenario dated = two(UnfitProtocolTest::look).through(posix -> {
            posix.kill(1, clock.incrementAndGet());
            return posix;
        });
        refused(dated, "not deterministic", "kill");
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

    /** Protocols do catch exceptions; the one that says that the code is unfit is heard all the same. */
    @Test
    void whatTheSearchSaysIsHeardAlthoughTheCodeCatchesIt() {
        refused(
                stage -> {
                    try {
                        loopOverLocalCalls(stage);
                    } catch (RuntimeException caught) {
                        look(stage);
                    }
                },
                "loops without a call");
    }

    private static void loopOverLocalCalls(Stage stage) {
        while (stage.posix().getpid() > 0) {
            stage.posix().sleep(1);
        }
    }

    @Test
    void whatTheSearchSaysIsHeardAlthoughTheCodeCatchesItForEver() {
        refused(
                stage -> {
                    boolean again = true;
                    while (again) {
                        try {
                            loopOverLocalCalls(stage);
                            again = false;
                        } catch (RuntimeException caught) {
                            again = true;
                        }
                    }
                },
                "loops without a call");
    }

    @Test
    void deviationIsHeardAlthoughTheCodeCatchesIt() {
        AtomicInteger runs = new AtomicInteger();
        refused(
                stage -> {
                    int mode = runs.incrementAndGet() > 2 ? 0700 : 0755;
                    try {
                        stage.posix().mkdirat(stage.directory(), stage.name().terminated(), mode);
                    } catch (RuntimeException caught) {
                        stage.posix().mkdirat(stage.directory(), stage.name().terminated(), 0755);
                    }
                    look(stage);
                },
                "not deterministic",
                "mkdirat");
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

    @Test
    void checkpointThatForgetsIsNamedAlthoughTheCodeCatchesIt() {
        refused(
                stage -> {
                    try {
                        breakWhatStandsInTheWay(stage, 100);
                    } catch (RuntimeException caught) {
                        look(stage);
                    }
                },
                "unsound checkpoint",
                "unlinkat");
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
