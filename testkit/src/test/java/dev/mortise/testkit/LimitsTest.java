package dev.mortise.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A limit that is hit means "not exhausted", whatever was being done: never "proven", never a stack trace, and never much later. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LimitsTest {

    private static final int A_STEP = Action.code(Action.Kind.STEP, 0, 0);

    private static void look(Stage stage) {
        stage.posix().statx(stage.directory(), stage.name().terminated(), 0, new FileStat());
    }

    private static Scenario one(Actor actor) {
        return Scenario.cast("limited", (index, rounds) -> actor).processes(1);
    }

    private static Limits time(Duration time) {
        return Limits.ofThisJvm().time(time);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // While states are visited
    // ---------------------------------------------------------------------------------------------------------------

    /** A history without end, each of whose runs takes milliseconds. */
    private static void slowly(Stage stage) {
        long sum = new SplittableRandom(1).longs(1_000_000).sum();
        while (sum != 0) {
            look(stage);
        }
    }

    @Test
    void aSearchOfSlowStepsEndsInTime() {
        Proof proof = one(LimitsTest::slowly).exhaust(time(Duration.ofMillis(300)), progress -> {});
        assertThat(proof.stoppedBy()).isEqualTo("its limit of time");
        assertThat(proof.isExhausted()).isFalse();
        assertThat(proof.states()).isLessThan(4096);
    }

    @Test
    void aHuntOfSlowStepsEndsInTheMiddleOfItsFirstWalk() {
        Proof proof = one(LimitsTest::slowly).hunt(1, Duration.ofMillis(300), Long.MAX_VALUE, progress -> {});
        assertThat(proof.states()).isZero();
        assertThat(proof.transitions()).isBetween(1L, 4999L);
    }

    @Test
    void slowStepsAreReported() {
        AtomicLong reported = new AtomicLong();
        one(LimitsTest::slowly)
                .exhaust(
                        time(Duration.ofSeconds(1)),
                        progress -> reported.accumulateAndGet(progress.transitions(), Math::max));
        assertThat(reported).hasPositiveValue();
    }

    @Test
    void aHeapThatIsUsedUpIsALimit() {
        Proof proof = one(stage -> {
                    look(stage);
                    throw new OutOfMemoryError("planted");
                })
                .exhaust();
        assertThat(proof.summary())
                .endsWith("not exhausted: stopped by the end of the heap: give the JVM more with -Xmx");
    }

    @Test
    void aHeapThatIsUsedUpWhereSomebodyWaitsIsALimit() {
        Proof proof = one(LimitsTest::slowly).exhaust(time(Duration.ofSeconds(60)), progress -> {
            throw new OutOfMemoryError("planted");
        });
        assertThat(proof.stoppedBy()).startsWith("the end of the heap");
    }

    @Test
    void aHuntThatUsesUpTheHeapSaysSo() {
        Proof proof = one(stage -> {
                    look(stage);
                    throw new OutOfMemoryError("planted");
                })
                .hunt(1, Duration.ofSeconds(60), 1000, progress -> {});
        assertThat(proof.stoppedBy()).startsWith("the end of the heap");
    }

    // ---------------------------------------------------------------------------------------------------------------
    // When all states were visited
    // ---------------------------------------------------------------------------------------------------------------

    /** Takes the lock by making the file; two histories meet at the checkpoint. */
    private static void tryAndTry(Stage stage, AtomicInteger runs, int mostRuns) {
        if (runs.incrementAndGet() > mostRuns) {
            throw new OutOfMemoryError("planted");
        }
        Posix posix = stage.posix();
        byte[] lock = stage.name().terminated();
        int fd = -1;
        while (fd < 0) {
            posix.checkpoint("try", 0);
            fd = posix.openat(stage.directory(), lock, Posix.O_RDWR | Posix.O_CREAT | Posix.O_EXCL, 0600);
        }
        posix.close(fd);
        stage.inside();
        posix.unlinkat(stage.directory(), lock, 0);
    }

    private static Scenario trying(int mostRuns) {
        AtomicInteger runs = new AtomicInteger();
        return one(stage -> tryAndTry(stage, runs, mostRuns)).processes(2);
    }

    @Test
    void anAuditThatIsCutIsNoProof() {
        Proof whole = trying(Integer.MAX_VALUE).exhaust();
        assertThat(whole.isExhausted()).as(whole.summary()).isTrue();
        assertThat(whole.audited()).isGreaterThan(3);

        Proof cut = trying((int) whole.codeRuns() + 3).exhaust();
        assertThat(cut.states()).isEqualTo(whole.states());
        assertThat(cut.isExhausted()).isFalse();
        assertThat(cut.stoppedBy())
                .isEqualTo(
                        "the end of the heap: give the JVM more with -Xmx, when 0 of 2 meetings at checkpoints were audited");
    }

    private static final int WORDS = 70;

    /** Shows only behind thousands of histories what it left out of its checkpoint. */
    private static void bearAGrudge(Stage stage) {
        Posix posix = stage.posix();
        byte[] lock = stage.name().terminated();
        int tries = 0;
        int fd = -1;
        while (fd < 0) {
            posix.checkpoint("grudge", 0);
            fd = posix.openat(stage.directory(), lock, Posix.O_RDWR | Posix.O_CREAT | Posix.O_EXCL, 0600);
            tries++;
        }
        posix.close(fd);
        stage.recall(0);
        stage.recall(0);
        posix.close(99);
        if (tries > 2) {
            posix.unlinkat(stage.directory(), lock, 0);
        }
    }

    @Test
    void anAuditFollowsHistoriesToTheirEnd() {
        Actor other = stage -> {
            stage.posix().close(open(stage, "lock"));
            stage.posix().unlinkat(stage.directory(), stage.name().terminated(), 0);
            for (int word = 1; word <= WORDS; word++) {
                stage.note(0, word);
            }
        };
        Scenario grudge = Scenario.cast("limited", (index, rounds) -> index == 0 ? LimitsTest::bearAGrudge : other)
                .without(Oracle.values());
        assertThatThrownBy(grudge::exhaust)
                .isInstanceOf(UnfitProtocolException.class)
                .hasMessageContainingAll("unsound checkpoint", "unlinkat");
    }

    private static EdgeLog circle() {
        EdgeLog edges = new EdgeLog(1);
        edges.edge(A_STEP, 1, true);
        edges.state(0, 0);
        edges.edge(A_STEP, 0, false);
        edges.state(0, 0);
        return edges;
    }

    /** Whose clock stands still for the first looks, and is far beyond every limit then; somebody asks for a sign of life. */
    private static Budget overAfter(int looks) {
        AtomicInteger asked = new AtomicInteger();
        Pulse pulse = new Pulse();
        pulse.tap();
        return new Budget(
                time(Duration.ofSeconds(1)), () -> asked.incrementAndGet() <= looks ? 0 : Long.MAX_VALUE, pulse);
    }

    @ParameterizedTest
    @EnumSource(names = {"WEDGE", "BYSTANDER", "LIVELOCK"})
    void aQuestionAboutAllStatesEndsInTime(Oracle oracle) {
        Budget budget = overAfter(2);
        Hindsight hindsight = new Hindsight(circle(), 1, EnumSet.of(oracle), budget);
        Aftermath aftermath = new Aftermath(hindsight, new Audit(List.of(), new Pulse(), budget), budget);
        aftermath.run();
        assertThat(hindsight.trap()).isNull();
        assertThat(aftermath.stoppedBy()).isEqualTo("its limit of time, before it was known who can always finish");
    }

    @Test
    void dividingAGraphEndsInTime() {
        Budget budget = overAfter(1);
        assertThatThrownBy(() -> new Components(new int[] {0, 1}, new int[] {0}, budget))
                .isInstanceOf(LimitReachedException.class)
                .hasMessage("its limit of time");
    }

    @Test
    void anAuditEndsInTime() {
        Pulse pulse = new Pulse();
        AtomicLong clock = new AtomicLong();
        Actor slow = stage -> {
            clock.addAndGet(Duration.ofMinutes(1).toNanos());
            pulse.tap();
            tryAndTry(stage, new AtomicInteger(), 1);
        };
        Setting setting = new Setting(
                "limited",
                (index, rounds) -> slow,
                new Bounds(2, 1, 0, Adversary.base()),
                Start.absent(),
                List.of(),
                Set.of(),
                Set.of(),
                UnaryOperator.identity(),
                false,
                Numbering.common(),
                Setting.Power.reliable());
        Cast cast = new Cast(setting, new Alarm(), pulse);
        Trie trie = new Trie(true, pulse);
        Stepper stepper = new Stepper(cast.scripts(), trie);
        Judge judge = new Judge(stepper, Set.of(), Set.of(), 0);
        Search search = new Search(stepper, judge, Adversary.base(), new Budget(Limits.ofThisJvm(), clock::get, pulse));
        search.run(stepper.start(cast.world(), setting));
        assertThat(search.isExhausted()).isTrue();

        Budget budget = new Budget(time(Duration.ofSeconds(90)), clock::get, pulse);
        Audit audit = new Audit(trie.mergers(), pulse, budget);
        assertThat(budget.spend(audit::run)).isEqualTo("its limit of time");
        assertThat(audit.runs()).isEqualTo(2);
    }

    @Test
    void moreTransitionsThanCanBeDividedAreALimit() {
        Budget budget = new Budget(Limits.ofThisJvm(), () -> 0, new Pulse());
        assertThat(new Circles(circle(), 1, budget, 2).first()).isNotNull();
        assertThat(budget.spend(() -> new Circles(circle(), 1, budget, 1)))
                .isEqualTo("more than 1 transitions on endless ways, which are too many to look for livelocks in");
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Replays
    // ---------------------------------------------------------------------------------------------------------------

    private static int open(Stage stage, String name) {
        byte[] terminated = Name.of(name).terminated();
        return stage.posix().openat(stage.directory(), terminated, Posix.O_RDWR | Posix.O_CREAT, 0600);
    }

    private static void lockBoth(Stage stage, String first, String second) {
        int one = open(stage, first);
        int other = open(stage, second);
        stage.posix().flock(one, Posix.LOCK_EX);
        look(stage);
        stage.posix().flock(other, Posix.LOCK_EX);
        stage.posix().close(one);
        stage.posix().close(other);
    }

    /** A deadlock that follows is no reason to stop looking: nobody can finish from the end of the schedule. */
    @Test
    void aWedgeBeforeADeadlockIsSeenAgain() {
        Scenario crossed = Scenario.cast(
                        "crossed",
                        (index, rounds) -> index == 0
                                ? stage -> lockBoth(stage, "one", "two")
                                : stage -> lockBoth(stage, "two", "one"))
                .leaving("one", "two")
                .without(Oracle.DEADLOCK);
        Violation wedge = requireNonNull(crossed.exhaust().violation());
        assertThat(wedge.oracle()).isEqualTo(Oracle.WEDGE);
        Violation again = crossed.replay(Schedule.parse(wedge.schedule().toString()));
        assertThat(requireNonNull(again).oracle()).isEqualTo(Oracle.WEDGE);
    }

    @Test
    void aReplayThatCannotLookAheadDoesNotSayThatAllIsWell() {
        Scenario scenario = one(stage -> {
            look(stage);
            look(stage);
            throw new OutOfMemoryError("planted");
        });
        assertThatThrownBy(() -> scenario.replay(Schedule.parse("v1 limited 1x1 absent: A1")))
                .isInstanceOf(LimitReachedException.class)
                .hasMessageContainingAll("can still finish is not known", "the end of the heap");
    }
}
