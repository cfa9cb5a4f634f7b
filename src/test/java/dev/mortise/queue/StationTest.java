package dev.mortise.queue;

import static dev.mortise.posix.Mode.EXCLUSIVE;
import static dev.mortise.posix.Mode.SHARED;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.posix.Errno;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a station promises, each step of it said by the test. */
@Timeout(60)
class StationTest {

    private static final int BUSY = -Errno.EAGAIN;

    private final ScriptedKernel kernel = new ScriptedKernel();
    private final ScriptedDoor stranger = kernel.open();
    private final ScriptedProcess process = new ScriptedProcess(kernel);
    private final Station station = process.station;

    private void strangerHoldsIt() {
        assertThat(stranger.tryEnter(EXCLUSIVE, 0)).isZero();
    }

    private void strangerLeaves() {
        stranger.leave(EXCLUSIVE);
    }

    private void pass(Duration duration) {
        process.time.pass(duration);
    }

    private void assertNothingIsLeft() {
        kernel.awaitBlocked(0);
        kernel.awaitFree();
        process.look();
        assertThat(process.nothingIsLeft()).isTrue();
        assertThat(station.closeIfIdle()).isTrue();
    }

    @Nested
    class WhoIsAdmitted {

        @Test
        void exclusiveExcludesExclusiveAndShared() {
            assertThat(station.pass(EXCLUSIVE)).isZero();
            assertThat(station.tryEnter(EXCLUSIVE)).isEqualTo(BUSY);
            assertThat(station.tryEnter(SHARED)).isEqualTo(BUSY);
            assertThat(station.pass(EXCLUSIVE)).isEqualTo(BUSY);
            assertThat(station.pass(SHARED)).isEqualTo(BUSY);
            station.leave(EXCLUSIVE);
            assertNothingIsLeft();
        }

        @Test
        void sharedAdmitsSharedAndTheLastOneLeavesTheKernelsLock() throws Exception {
            assertThat(station.pass(SHARED)).isZero();
            assertThat(station.tryEnter(SHARED)).isZero();
            assertThat(Visitor.of(station, SHARED).result()).isZero();
            assertThat(station.tryEnter(EXCLUSIVE)).isEqualTo(BUSY);
            station.leave(SHARED);
            station.leave(SHARED);
            assertThat(kernel.isFree()).isFalse();
            station.leave(SHARED);
            assertNothingIsLeft();
            assertThat(kernel.entered()).isEqualTo(1);
        }

        @Test
        void aQueuedWriterIsNotOvertakenByReadersWhileReadersAreInside() {
            assertThat(station.pass(SHARED)).isZero();
            ScriptedErrand writer = process.queue(EXCLUSIVE);
            assertThat(station.pass(SHARED)).isEqualTo(BUSY);
            ScriptedErrand reader = process.queue(SHARED);
            assertThat(reader.told()).isEmpty();
            station.leave(SHARED);
            process.look();
            assertThat(writer.told()).containsExactly(0);
            assertThat(reader.told()).isEmpty();
            station.leave(EXCLUSIVE);
            process.look();
            assertThat(reader.told()).containsExactly(0);
            station.leave(SHARED);
            assertNothingIsLeft();
        }

        @Test
        void aQueuedWriterIsNotOvertakenByReadersWhileItWaitsForAnotherProcess() {
            assertThat(stranger.tryEnter(SHARED, 0)).isZero();
            ScriptedErrand writer = process.queue(EXCLUSIVE);
            assertThat(station.pass(SHARED)).isEqualTo(BUSY);
            stranger.leave(SHARED);
            process.look();
            writerGetsIn(writer);
        }

        private void writerGetsIn(ScriptedErrand writer) {
            while (writer.told().isEmpty()) {
                process.look();
            }
            assertThat(writer.told()).containsExactly(0);
            station.leave(EXCLUSIVE);
            assertNothingIsLeft();
        }

        @Test
        void aWriterThatFindsReadersInsideEachTimeStarves() {
            assertThat(station.pass(SHARED)).isZero();
            ScriptedErrand writer = process.queue(EXCLUSIVE);
            pass(ofMillis(2));
            station.leave(SHARED);
            assertThat(station.tryEnter(SHARED)).isZero();
            process.look();
            station.leave(SHARED);
            assertThat(station.pass(EXCLUSIVE)).isEqualTo(BUSY);
            process.look();
            writerGetsIn(writer);
        }

        @Test
        void aDoomedStationSaysThatItMovedWhoeverIsInside() {
            assertThat(station.pass(SHARED)).isZero();
            station.doom();
            assertThat(station.tryEnter(EXCLUSIVE)).isEqualTo(Station.MOVED);
            assertThat(station.tryEnter(SHARED)).isEqualTo(Station.MOVED);
            assertThat(station.pass(SHARED)).isEqualTo(Station.MOVED);
            station.leave(SHARED);
            assertThat(station.isClosed()).isTrue();
            assertThat(station.tryEnter(EXCLUSIVE)).isEqualTo(Station.MOVED);
        }
    }

    @Nested
    class TurnsWithinTheProcess {

        @Test
        void whoComesFirstMayTakeWhatWasJustLeft() {
            assertThat(station.pass(EXCLUSIVE)).isZero();
            ScriptedErrand head = process.queue(EXCLUSIVE);
            station.leave(EXCLUSIVE);
            assertThat(station.pass(EXCLUSIVE)).isZero();
            process.look();
            assertThat(head.told()).isEmpty();
            station.leave(EXCLUSIVE);
            process.look();
            assertThat(head.told()).containsExactly(0);
            station.leave(EXCLUSIVE);
            assertNothingIsLeft();
        }

        @Test
        void aHeadThatWasWokenInVainForAMillisecondIsHandedTheLock() {
            ScriptedErrand head = starvingHeadBehindOneInside();
            assertThat(station.leave(EXCLUSIVE)).isZero();
            assertThat(station.pass(EXCLUSIVE)).isEqualTo(BUSY);
            assertThat(station.tryEnter(EXCLUSIVE)).isEqualTo(BUSY);
            process.look();
            assertThat(head.told()).containsExactly(0);
            station.leave(EXCLUSIVE);
            assertNothingIsLeft();
        }

        @Test
        void nobodyOvertakesAStarvingHeadThoughTheBudgetIsSpent() {
            ScriptedErrand head = starvingHeadBehindOneInside();
            pass(ofMillis(1));
            station.leave(EXCLUSIVE);
            assertThat(kernel.isFree()).isTrue();
            assertThat(station.pass(EXCLUSIVE)).isEqualTo(BUSY);
            process.look();
            assertThat(head.told()).containsExactly(0);
            station.leave(EXCLUSIVE);
            assertThat(station.pass(EXCLUSIVE)).isZero();
            station.leave(EXCLUSIVE);
            assertNothingIsLeft();
        }

        private ScriptedErrand starvingHeadBehindOneInside() {
            assertThat(station.pass(EXCLUSIVE)).isZero();
            ScriptedErrand head = process.queue(EXCLUSIVE);
            pass(ofNanos(1_000_001));
            station.leave(EXCLUSIVE);
            assertThat(kernel.isFree()).isTrue();
            assertThat(station.pass(EXCLUSIVE)).isZero();
            process.look();
            assertThat(head.told()).isEmpty();
            return head;
        }

        @Test
        void whoGivesUpStarvingLetsOthersPassAgain() {
            ScriptedErrand head = starvingHeadBehindOneInside();
            station.leave(EXCLUSIVE);
            head.cancel();
            process.look();
            assertThat(head.told()).containsExactly(0); // it had been handed the lock
            ScriptedErrand next = process.queue(EXCLUSIVE);
            pass(ofMillis(3));
            next.wake();
            process.look();
            next.cancel();
            process.look();
            assertThat(next.told()).containsExactly(-Errno.ECANCELED);
            station.leave(EXCLUSIVE);
            assertThat(station.pass(EXCLUSIVE)).isZero();
            station.leave(EXCLUSIVE);
            assertNothingIsLeft();
        }

        @Test
        void aProcessKeepsTheKernelsLockFor64Grants() {
            assertThat(station.pass(EXCLUSIVE)).isZero();
            ScriptedErrand head = process.queue(EXCLUSIVE);
            for (int grant = 2; grant <= 64; grant++) {
                station.leave(EXCLUSIVE);
                assertThat(kernel.isFree()).as("before grant %d", grant).isFalse();
                assertThat(station.pass(EXCLUSIVE)).isZero();
            }
            station.leave(EXCLUSIVE);
            assertThat(kernel.isFree()).isTrue();
            assertThat(kernel.entered()).isEqualTo(1);
            process.look();
            assertThat(head.told()).containsExactly(0);
            station.leave(EXCLUSIVE);
            assertNothingIsLeft();
        }

        @Test
        void aProcessKeepsTheKernelsLockForAMillisecond() {
            assertThat(station.pass(EXCLUSIVE)).isZero();
            process.queue(EXCLUSIVE).cancel();
            ScriptedErrand head = process.queue(EXCLUSIVE);
            pass(ofNanos(999_999));
            station.leave(EXCLUSIVE);
            assertThat(kernel.isFree()).isFalse();
            assertThat(station.pass(EXCLUSIVE)).isZero();
            pass(ofNanos(1));
            station.leave(EXCLUSIVE);
            assertThat(kernel.isFree()).isTrue();
            process.look();
            assertThat(head.told()).containsExactly(0);
            station.leave(EXCLUSIVE);
            assertNothingIsLeft();
        }

        @Test
        void readersThatFollowOneAnotherStayOnlyWhileNobodyElseWaits() {
            assertThat(station.pass(SHARED)).isZero();
            pass(ofMillis(1));
            assertThat(station.pass(SHARED)).isZero();
            kernel.setCrowded(true);
            pass(ofMillis(1));
            assertThat(station.pass(SHARED)).isEqualTo(BUSY);
            ScriptedErrand reader = process.queue(SHARED);
            assertThat(reader.told()).isEmpty();
            station.leave(SHARED);
            station.leave(SHARED);
            assertThat(kernel.isFree()).isTrue();
            kernel.setCrowded(false);
            process.look();
            assertThat(reader.told()).containsExactly(0);
            station.leave(SHARED);
            assertNothingIsLeft();
        }

        @Test
        void aWakeUpIsNotLostThoughAMutexTookItsPermit() throws Exception {
            assertThat(station.pass(EXCLUSIVE)).isZero();
            Runnable betweenItsLookAndItsSleep = () -> {
                Visitor.leaves(station, EXCLUSIVE);
                LockSupport.park(); // as the mutex might
            };
            process.time.beforeNextLook(() -> process.time.beforeNextLook(betweenItsLookAndItsSleep));
            assertThat(Visitor.of(station, EXCLUSIVE).result()).isZero();
            station.leave(EXCLUSIVE);
            assertNothingIsLeft();
        }

        @Test
        void whatWasKeptForAHeadThatGivesUpIsGivenBack() {
            assertThat(station.pass(EXCLUSIVE)).isZero();
            ScriptedErrand head = process.queue(EXCLUSIVE);
            station.leave(EXCLUSIVE);
            assertThat(kernel.isFree()).isFalse();
            kernel.setCrowded(true);
            head.cancel();
            station.pass(EXCLUSIVE);
            process.look();
            station.leave(EXCLUSIVE);
            assertThat(head.told()).containsExactly(-Errno.ECANCELED);
            assertNothingIsLeft();
        }
    }

    @Nested
    class GivingUp {

        @Test
        void aTimeoutLeavesNothingBehind() throws Exception {
            Station timed = new Station(
                    kernel.open(),
                    kernel::open,
                    new Doormen(ScriptedPosix.over(kernel), new Timer(System::nanoTime), 4),
                    System::nanoTime);
            strangerHoldsIt();
            Patience patience = Patience.of(System.nanoTime(), ofMillis(30).toNanos());
            assertThat(Visitor.of(timed, EXCLUSIVE, patience).result()).isEqualTo(-Errno.ETIMEDOUT);
            kernel.awaitBlocked(0);
            assertThat(timed.isIdle()).isTrue();
            strangerLeaves();
            assertThat(timed.tryEnter(EXCLUSIVE)).isZero();
            timed.leave(EXCLUSIVE);
            assertThat(timed.closeIfIdle()).isTrue();
        }

        @Test
        void anInterruptLeavesNothingBehind() {
            strangerHoldsIt();
            Visitor visitor = Visitor.of(station, EXCLUSIVE).sits();
            kernel.awaitBlocked(1);
            visitor.interrupt();
            assertThatThrownBy(visitor::result)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            kernel.awaitBlocked(0);
            strangerLeaves();
            assertNothingIsLeft();
        }

        @Test
        void aStubbornOneWaitsOnWhenInterrupted() throws Exception {
            strangerHoldsIt();
            Visitor visitor =
                    Visitor.of(station, EXCLUSIVE, Patience.stubborn()).sits();
            visitor.interrupt();
            strangerLeaves();
            assertThat(visitor.result()).isZero();
            station.leave(EXCLUSIVE);
            assertNothingIsLeft();
        }

        @Test
        void aCancelledErrandLeavesNothingBehind() {
            strangerHoldsIt();
            ScriptedErrand errand = process.queue(SHARED);
            kernel.awaitBlocked(1);
            errand.cancel();
            process.look();
            assertThat(errand.told()).containsExactly(-Errno.ECANCELED);
            kernel.awaitBlocked(0);
            strangerLeaves();
            assertNothingIsLeft();
        }

        @Test
        void whoGivesUpInTheMiddleOfTheQueueDoesNotWakeTheHead() {
            strangerHoldsIt();
            ScriptedErrand head = process.queue(EXCLUSIVE);
            ScriptedErrand next = process.queue(EXCLUSIVE);
            List<String> tries = new ArrayList<>();
            process.idle.beforeNextTry(() -> {
                tries.add("of the head");
                return 0;
            });
            next.cancel();
            process.look();
            assertThat(next.told()).containsExactly(-Errno.ECANCELED);
            assertThat(tries).isEmpty();
            head.cancel();
            process.look();
            strangerLeaves();
            assertNothingIsLeft();
        }

        @Test
        void threadsThatHaveNothingToDoEnd() {
            strangerHoldsIt();
            process.queue(EXCLUSIVE).cancel();
            process.look();
            strangerLeaves();
            assertNothingIsLeft();
            while (process.doormen.size() > 0) {
                pass(ofMillis(1));
            }
            assertThat(kernel.isFree()).isTrue();
        }

        @Test
        void aDoormanThatEntersWhenEverybodyHasGivenUpLeaves() {
            strangerHoldsIt();
            ScriptedErrand errand = process.queue(EXCLUSIVE);
            kernel.awaitBlocked(1);
            kernel.loseKicks();
            errand.cancel();
            process.look();
            assertThat(errand.told()).containsExactly(-Errno.ECANCELED);
            strangerLeaves();
            assertNothingIsLeft();
            assertThat(kernel.entered()).isEqualTo(2);
        }

        @Test
        void aGrantThatRacesWithATimeoutIsKept() {
            assertThat(station.pass(EXCLUSIVE)).isZero();
            ScriptedErrand head = process.queue(
                    EXCLUSIVE,
                    Patience.of(process.time.now(), Duration.ofHours(1).toNanos()));
            pass(ofNanos(1_000_001));
            station.leave(EXCLUSIVE);
            assertThat(station.pass(EXCLUSIVE)).isZero();
            process.look();
            station.leave(EXCLUSIVE); // handed over
            pass(Duration.ofHours(2));
            head.wake();
            process.look();
            assertThat(head.told()).containsExactly(0);
            station.leave(EXCLUSIVE);
            assertNothingIsLeft();
        }

        @Test
        void anOutcomeThatThrowsIsToldOnce() {
            int[] told = new int[1];
            Errand.Outcome throwing = (result, thrown) -> {
                told[0]++;
                throw new IllegalStateException("by the test");
            };
            assertThatThrownBy(() -> station.enterLater(
                            EXCLUSIVE, Patience.withoutEnd(), Runnable::run, new Timer(System::nanoTime), throwing))
                    .hasMessage("by the test");
            assertThat(told[0]).isEqualTo(1);
            station.leave(EXCLUSIVE);
            assertNothingIsLeft();
        }
    }

    @Nested
    class OtherProcesses {

        @Test
        void whenTheDoormanHasEnteredTheHeadIsIn() throws Exception {
            strangerHoldsIt();
            Visitor visitor = Visitor.of(station, EXCLUSIVE);
            kernel.awaitBlocked(1);
            assertThat(visitor.isWaiting()).isTrue();
            strangerLeaves();
            assertThat(visitor.result()).isZero();
            assertThat(kernel.isFree()).isFalse();
            station.leave(EXCLUSIVE);
            assertNothingIsLeft();
        }

        @Test
        void aDoormanThatEnteredSharedBesideItsHeadIsSentAway() {
            strangerHoldsIt();
            ScriptedErrand reader = process.queue(SHARED);
            kernel.awaitBlocked(1);
            process.idle.beforeNextTry(() -> {
                strangerLeaves();
                return awaitDoorman();
            });
            assertThat(station.tryEnter(SHARED)).isZero();
            process.look();
            assertThat(reader.told()).containsExactly(0);
            station.leave(SHARED);
            station.leave(SHARED);
            assertNothingIsLeft();
        }

        @Test
        void aDoormanWithADescriptionOfItsOwnAdmitsNobodyElse() {
            assertThat(entersBesideItsDoorman(process)).isEqualTo(BUSY);
            process.look(); // the doorman's door is the idle one now
            assertThat(stranger.tryEnter(EXCLUSIVE, 0)).isEqualTo(BUSY);
            station.leave(EXCLUSIVE);
            assertNothingIsLeft();
        }

        @Test
        void aDoormanWithASharedDescriptionAdmitsAThreadAndThenAStrangerBesideTheHead() {
            ScriptedProcess twin = new ScriptedProcess(
                    kernel,
                    (idle, doors, doormen, clock) ->
                            new Station(idle, ((ScriptedDoor) idle)::duplicate, doormen, clock));
            assertThat(entersBesideItsDoorman(twin)).isZero();
            twin.time.pass(ofMillis(1));
            twin.station.leave(EXCLUSIVE); // and with it what the doorman has
            twin.look();
            assertThat(stranger.tryEnter(EXCLUSIVE, 0)).isZero();
            assertThat(twin.station.isOccupied()).isTrue();
        }

        private int entersBesideItsDoorman(ScriptedProcess examined) {
            strangerHoldsIt();
            examined.queue(EXCLUSIVE);
            kernel.awaitBlocked(1);
            examined.idle.beforeNextTry(() -> {
                strangerLeaves();
                return awaitDoorman();
            });
            return examined.station.tryEnter(EXCLUSIVE);
        }

        /** Out of the kernel, it reports and then parks. */
        private int awaitDoorman() {
            kernel.awaitBlocked(0);
            while (!(LockSupport.getBlocker(kernel.lastBlocked()) instanceof Doorman)) {
                Thread.onSpinWait();
            }
            return 0;
        }

        @Test
        void anErrorOfTheDoormansGoesToTheHeadOnly() {
            strangerHoldsIt();
            ScriptedErrand head = process.queue(EXCLUSIVE);
            ScriptedErrand next = process.queue(EXCLUSIVE);
            kernel.awaitBlocked(1);
            kernel.answerTheBlocked(-Errno.EIO);
            while (head.told().isEmpty()) {
                process.look();
            }
            assertThat(head.told()).containsExactly(-Errno.EIO);
            strangerLeaves();
            while (next.told().isEmpty()) {
                process.look();
            }
            assertThat(next.told()).containsExactly(0);
            station.leave(EXCLUSIVE);
            assertNothingIsLeft();
        }

        @Test
        void anErrorOfTheIdleDoorGoesToTheHeadOnly() {
            assertThat(station.pass(EXCLUSIVE)).isZero();
            ScriptedErrand head = process.queue(SHARED);
            ScriptedErrand next = process.queue(SHARED);
            process.idle.beforeNextTry(() -> -Errno.EIO);
            station.leave(EXCLUSIVE);
            process.look();
            assertThat(head.told()).containsExactly(-Errno.EIO);
            assertThat(next.told()).containsExactly(0);
            station.leave(SHARED);
            assertNothingIsLeft();
        }

        @Test
        void aHeadThatIsAnsweredMeanwhileDoesNotStarve() {
            assertThat(passesAfterItsHeadWasAnsweredMeanwhile(process)).isZero();
            station.leave(EXCLUSIVE);
            assertNothingIsLeft();
        }

        @Test
        void aHeadThatStarvesThoughItWasAnsweredKeepsAllOut() {
            ScriptedProcess twin = new ScriptedProcess(
                    kernel, (idle, doors, doormen, clock) -> new Station(idle, doors, doormen, clock) {
                        @Override
                        boolean mayStarve(Waiter waiter) {
                            return true;
                        }
                    });
            assertThat(passesAfterItsHeadWasAnsweredMeanwhile(twin)).isEqualTo(BUSY);
        }

        private int passesAfterItsHeadWasAnsweredMeanwhile(ScriptedProcess examined) {
            strangerHoldsIt();
            ScriptedErrand head = examined.queue(EXCLUSIVE);
            kernel.awaitBlocked(1);
            examined.time.pass(ofMillis(2));
            examined.idle.beforeNextTry(
                    () -> { // so that the word is BUSY when the head looks
                        examined.time.beforeNextLook(() -> {
                            kernel.answerTheBlocked(-Errno.EIO);
                            awaitDoorman();
                        });
                        head.wake();
                        examined.look();
                        return 0;
                    });
            assertThat(examined.station.tryEnter(EXCLUSIVE)).isEqualTo(BUSY);
            examined.look();
            assertThat(head.told()).containsExactly(-Errno.EIO);
            strangerLeaves();
            return examined.station.pass(EXCLUSIVE);
        }

        @Test
        void whatADoorThrowsFreesTheWord() {
            process.idle.beforeNextTry(() -> {
                throw new IllegalStateException("by the test");
            });
            assertThatThrownBy(() -> station.tryEnter(EXCLUSIVE)).hasMessage("by the test");
            ScriptedErrand head = process.queue(EXCLUSIVE);
            assertThat(head.told()).containsExactly(0);
            ScriptedErrand next = process.queue(SHARED);
            process.idle.beforeNextTry(() -> {
                throw new IllegalStateException("once more");
            });
            station.leave(EXCLUSIVE);
            process.look();
            assertThat(next.thrown()).hasMessage("once more");
            assertNothingIsLeft();
        }

        @Test
        void theNextOneIsWokenWhenTheHeadIsAnsweredWhileItTries() {
            strangerHoldsIt();
            ScriptedErrand head = process.queue(EXCLUSIVE);
            ScriptedErrand next = process.queue(SHARED);
            kernel.awaitBlocked(1);
            process.idle.beforeNextTry(() -> {
                kernel.answerTheBlocked(-Errno.EIO);
                awaitDoorman();
                process.look(); // the next one looks while the head still tries
                return 0;
            });
            head.wake();
            process.look();
            assertThat(head.told()).containsExactly(-Errno.EIO);
            kernel.awaitBlocked(1); // for the next one
            strangerLeaves();
            while (next.told().isEmpty()) {
                process.look();
            }
            station.leave(SHARED);
            assertNothingIsLeft();
        }

        @Test
        void theHeadTriesThoughOthersStandInLineATickAfterItWasSentAway() {
            ScriptedProcess lined = new ScriptedProcess(
                    kernel,
                    kernel.open().withLine(),
                    new Doormen(ScriptedPosix.over(kernel), new Timer(System::nanoTime), 4));
            assertThat(lined.station.pass(EXCLUSIVE)).isZero();
            ScriptedErrand head = lined.queue(EXCLUSIVE);
            lined.time.pass(ofMillis(500)); // in which it waits for a thread, and for no other process
            kernel.setCrowded(true);
            kernel.holdBackTheBlocked();
            lined.station.leave(EXCLUSIVE);
            lined.look();
            lined.time.pass(ofNanos(Station.CALM - 1));
            head.wake();
            lined.look();
            assertThat(head.told()).isEmpty();
            lined.time.pass(ofNanos(1));
            head.wake();
            lined.look();
            assertThat(head.told()).containsExactly(0);
            assertThat(lined.station.tick()).isEqualTo(Station.IMPATIENT);
            kernel.setCrowded(false);
            lined.station.leave(EXCLUSIVE);
            assertThat(lined.station.tryEnter(EXCLUSIVE)).isZero();
            lined.station.leave(EXCLUSIVE);
            assertThat(lined.station.tick()).isEqualTo(Station.IMPATIENT);
            assertThat(lined.station.pass(EXCLUSIVE)).isZero();
            lined.station.leave(EXCLUSIVE);
            assertThat(lined.station.tick()).isEqualTo(Station.CALM);
        }
    }

    @Nested
    class AnotherFile {

        @Test
        void whoWaitsIsSentAwayAndTheStationClosesWhenFree() {
            assertThat(station.pass(EXCLUSIVE)).isZero();
            ScriptedErrand writer = process.queue(EXCLUSIVE);
            ScriptedErrand reader = process.queue(SHARED);
            station.doom();
            process.look();
            assertThat(writer.told()).containsExactly(Station.MOVED);
            assertThat(reader.told()).containsExactly(Station.MOVED);
            assertThat(station.isClosed()).isFalse();
            station.leave(EXCLUSIVE);
            assertThat(station.isClosed()).isTrue();
            assertThat(process.idle.isClosed()).isTrue();
            assertThat(kernel.isFree()).isTrue();
        }

        @Test
        void aDoormanThatFindsAnotherFileSendsAllAway() {
            strangerHoldsIt();
            ScriptedErrand writer = process.queue(EXCLUSIVE);
            ScriptedErrand reader = process.queue(SHARED);
            kernel.awaitBlocked(1);
            kernel.move();
            strangerLeaves();
            while (reader.told().isEmpty()) {
                process.look();
            }
            assertThat(writer.told()).containsExactly(Station.MOVED);
            assertThat(reader.told()).containsExactly(Station.MOVED);
            while (!station.isClosed()) {
                Thread.onSpinWait();
            }
            assertThat(kernel.isFree()).isTrue();
        }

        @Test
        void whatWasKeptForThoseWhoAreSentAwayIsGivenBack() {
            assertThat(station.pass(EXCLUSIVE)).isZero();
            ScriptedErrand head = process.queue(EXCLUSIVE);
            station.leave(EXCLUSIVE);
            assertThat(kernel.isFree()).isFalse();
            station.doom();
            process.look();
            assertThat(head.told()).containsExactly(Station.MOVED);
            assertThat(kernel.isFree()).isTrue();
            assertThat(station.isClosed()).isTrue();
        }

        @Test
        void aTryThatFindsAnotherFileClosesTheStation() {
            kernel.move();
            assertThat(station.tryEnter(EXCLUSIVE)).isEqualTo(Station.MOVED);
            assertThat(station.isClosed()).isTrue();
            assertThat(process.queue(SHARED).told()).containsExactly(Station.MOVED);
        }

        @Test
        void whoWouldJoinSharersThereSendsAllAway() {
            assertThat(station.pass(SHARED)).isZero();
            ScriptedErrand writer = process.queue(EXCLUSIVE);
            kernel.move();
            assertThat(station.tryEnter(SHARED)).isEqualTo(Station.MOVED);
            process.look();
            assertThat(writer.told()).containsExactly(Station.MOVED);
            assertThat(station.isClosed()).isFalse();
            station.leave(SHARED);
            assertThat(station.isClosed()).isTrue();
            assertThat(kernel.isFree()).isTrue();
        }

        @Test
        void aHeadThatWouldJoinSharersThereIsSentAway() {
            ScriptedErrand reader = readerThatWaitsBesideSharers();
            kernel.move();
            reader.wake();
            process.look();
            assertThat(reader.told()).containsExactly(Station.MOVED);
            station.leave(SHARED);
            assertThat(station.isClosed()).isTrue();
        }

        @Test
        void anErrorOfTheLookGoesToWhoLookedAndTheOthersShareOn() {
            ScriptedErrand reader = readerThatWaitsBesideSharers();
            ScriptedErrand next = process.queue(SHARED);
            kernel.answerLooks(-Errno.EIO);
            assertThat(station.tryEnter(SHARED)).isEqualTo(-Errno.EIO);
            reader.wake();
            process.look();
            assertThat(reader.told()).containsExactly(-Errno.EIO);
            assertThat(next.told()).containsExactly(-Errno.EIO);
            kernel.answerLooks(0);
            assertThat(station.tryEnter(SHARED)).isZero();
            station.leave(SHARED);
            station.leave(SHARED);
            assertNothingIsLeft();
        }

        private ScriptedErrand readerThatWaitsBesideSharers() {
            assertThat(station.pass(SHARED)).isZero();
            kernel.setCrowded(true);
            pass(ofMillis(1));
            ScriptedErrand reader = process.queue(SHARED);
            assertThat(reader.told()).isEmpty();
            kernel.setCrowded(false);
            return reader;
        }

        @Test
        void allDoorsAreClosedInTheEnd() {
            strangerHoldsIt();
            ScriptedErrand head = process.queue(EXCLUSIVE);
            kernel.awaitBlocked(1);
            station.doom();
            process.look();
            assertThat(head.told()).containsExactly(Station.MOVED);
            strangerLeaves();
            stranger.close();
            while (!kernel.allDoorsAreClosed()) {
                pass(ofMillis(1));
            }
        }
    }

    @Nested
    class ManyFiles {

        @Test
        void aFileWithoutADoormanStillGetsInByItsTick() throws Exception {
            ScriptedKernel other = new ScriptedKernel();
            Doormen one = new Doormen(ScriptedPosix.over(kernel, other), new Timer(System::nanoTime), 1);
            Station first = new Station(kernel.open(), kernel::open, one, System::nanoTime);
            Station second = new Station(other.open(), other::open, one, System::nanoTime);
            ScriptedDoor otherStranger = other.open();
            strangerHoldsIt();
            assertThat(otherStranger.tryEnter(EXCLUSIVE, 0)).isZero();

            Visitor served = Visitor.of(first, EXCLUSIVE);
            kernel.awaitBlocked(1);
            Visitor unserved = Visitor.of(second, EXCLUSIVE).sits();
            assertThat(one.size()).isEqualTo(1);
            otherStranger.leave(EXCLUSIVE);
            assertThat(unserved.result()).isZero();
            assertThat(one.size()).isEqualTo(1);
            assertThat(served.isWaiting()).isTrue();

            second.leave(EXCLUSIVE);
            strangerLeaves();
            assertThat(served.result()).isZero();
            first.leave(EXCLUSIVE);
            kernel.awaitFree();
            other.awaitFree();
        }
    }
}
