package dev.mortise.testkit.storm;

import dev.mortise.owner.Liveness;
import dev.mortise.owner.ProcessId;
import dev.mortise.owner.Processes;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.storm.Referee.Field;
import java.time.Duration;

/**
 * A contender's part of the protocol with the referee. It makes the count exact although a contender may be killed at any
 * instruction.
 *
 * <h2>One round, and what a kill means at each point</h2>
 *
 * v is the counter and d the seat's {@code done} when the round begins.
 *
 * <pre>
 *   point                     owner  pending value/count  counter  done   a kill here
 *   ------------------------  -----  -------------------  -------  ----   -------------------------------------------
 *   lock taken                0      of last round        v        d      leaves no trace
 *   enter: owner 0 to me      me     count = d            v        d      count = done: nothing was pending
 *   pending value := v + 1    me     v+1 / d              v        d      count = done: nothing was pending
 *   pending count := d + 1    me     v+1 / d+1            v        d      count ≠ done, counter ≠ v+1: nothing happened
 *   (work)                    me     v+1 / d+1            v        d      the same
 *   counter := v + 1          me     v+1 / d+1            v+1      d      counter = v+1: it happened, done := count
 *   done := d + 1             me     v+1 / d+1            v+1      d+1    count = done: acknowledged already
 *   leave: owner me to 0      0      count = done         v+1      d+1    leaves no trace
 *   lock released
 * </pre>
 *
 * While the lock excludes, nobody writes the counter between a victim's death and its {@linkplain #resolve resolution}:
 * whoever enters next resolves first and takes the owner word over by compare-and-set afterwards. Killed in between, it
 * leaves the victim's word in place, and the next one resolves again, to the same result. Hence, when all have ended,
 * {@code sum(done) - counter} is the number of lost updates, and it is zero.
 *
 * <h2>Overlap</h2>
 *
 * The coordinator dooms a seat <em>before</em> it kills. A foreign owner word on entry therefore means:
 *
 * <pre>
 *   seat not doomed                 its process is inside and lives: OVERLAP
 *   doomed, the word changes        it left by itself, so it was alive inside: OVERLAP
 *   doomed, lives for 10 s more     the lock let us in beside it: OVERLAP
 *   doomed, ends, word unchanged    killed inside: resolve, take over
 * </pre>
 *
 * The wait is needed because the kernel may hand a dying process's lock on before {@code /proc} shows its end. What remains: with
 * a lock that is broken, a victim that was inside with us and died there looks like one that died before we came. So a
 * control that must be caught runs without kills.
 *
 * <p>Whoever is inside together with others leaves the owner word and the counter alone, but neither may change while it is
 * inside; an owner word that it meets may only be that of a process killed inside, and stays there for whoever comes next
 * alone.
 *
 * <p>After an overlap the round goes on beside the other owner, as the lock under test asked for: that is how updates get
 * lost. The owner word stays the other's.
 */
final class Seat {

    private static final int THE_LOCK = 0;
    private static final long LOOK_AGAIN_NANOS = 200_000;

    private final Referee referee;
    private final int number;
    private final Posix posix;
    private final Processes processes;
    private final ProcessId self;
    private final int tid;
    private final long word;
    private final long deathWithinNanos;
    private boolean ownsWord;
    private long ownerMet;
    private long counterMet;

    /** Takes a seat for a process; one thread uses it. */
    Seat(Referee referee, int number, ProcessId self, Posix posix, Duration deathWithin) {
        this.referee = referee;
        this.number = number;
        this.self = self;
        this.posix = posix;
        this.processes = Processes.of(posix);
        this.tid = posix.gettid();
        this.word = Referee.ownerWord(self.pid(), number);
        this.deathWithinNanos = deathWithin.toNanos();
    }

    /** Tells the coordinator that this contender is ready to start. */
    void ready() {
        referee.set(number, Field.START_TICKS, self.startTicks());
        referee.set(number, Field.PID, self.pid());
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Alone
    // ---------------------------------------------------------------------------------------------------------------

    /** To be called as soon as the lock under test says that it is held. */
    void enter() {
        ownsWord = referee.changeOwner(0, word) || takeOver();
        if (ownsWord) {
            record(Event.Kind.ENTER);
        } else {
            countOverlap();
        }
    }

    /** Adds one to the counter, without any atomicity of its own. */
    void update(Runnable work) {
        long value = referee.counter();
        long count = referee.get(number, Field.DONE) + 1;
        referee.set(number, Field.PENDING_VALUE, value + 1);
        referee.set(number, Field.PENDING_COUNT, count);
        work.run();
        referee.setCounter(value + 1);
        referee.set(number, Field.DONE, count);
    }

    /** To be called just before the lock under test is let go. */
    void leave() {
        record(Event.Kind.LEAVE);
        if (ownsWord && !referee.changeOwner(word, 0)) {
            throw new IllegalStateException("the owner word was taken from a living process, seat " + number);
        }
        ownsWord = false;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Together with others
    // ---------------------------------------------------------------------------------------------------------------

    /** To be called as soon as the lock under test says that it is held shared. */
    void enterTogether() {
        ownerMet = referee.owner();
        counterMet = referee.counter();
        if (ownerMet == 0 || (wasKilledInside(ownerMet) && referee.owner() == ownerMet)) {
            record(Event.Kind.ENTER);
        } else {
            countOverlap();
        }
    }

    /** To be called just before the lock under test is let go. */
    void leaveTogether() {
        if (referee.owner() != ownerMet || referee.counter() != counterMet) {
            countOverlap();
        }
        record(Event.Kind.LEAVE);
        referee.set(number, Field.SHARED, referee.get(number, Field.SHARED) + 1);
    }

    private void countOverlap() {
        referee.countOverlap();
        record(Event.Kind.OVERLAP);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Outside
    // ---------------------------------------------------------------------------------------------------------------

    /** Notes how long the lock under test let us wait. */
    void waited(long nanos) {
        if (nanos > referee.get(number, Field.LONGEST_WAIT)) {
            referee.set(number, Field.LONGEST_WAIT, nanos);
        }
    }

    /** Notes that the lock under test was not had in time. */
    void gaveUp() {
        referee.set(number, Field.GIVEN_UP, referee.get(number, Field.GIVEN_UP) + 1);
    }

    private void record(Event.Kind kind) {
        referee.record(new Event(posix.monotonicNanos(), self.pid(), tid, kind, THE_LOCK, referee.counter()));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Someone else's word on entry
    // ---------------------------------------------------------------------------------------------------------------

    private boolean takeOver() {
        long found = referee.owner();
        return found != 0 && wasKilledInside(found) && resolveAndReplace(found);
    }

    private boolean wasKilledInside(long ownerWord) {
        return isDoomed(ownerWord) && hasEnded(ownerWord);
    }

    private boolean resolveAndReplace(long victim) {
        if (referee.owner() != victim) {
            return false;
        }
        resolve(referee, Referee.seatOf(victim));
        if (!referee.changeOwner(victim, word)) {
            return false;
        }
        referee.countStale();
        record(Event.Kind.TAKEOVER);
        return true;
    }

    private boolean isDoomed(long ownerWord) {
        return referee.get(Referee.seatOf(ownerWord), Field.DOOMED) != 0;
    }

    private boolean hasEnded(long ownerWord) {
        ProcessId victim = victim(ownerWord);
        long start = posix.monotonicNanos();
        while (processes.liveness(victim).state() != Liveness.State.DEAD) {
            if (referee.owner() != ownerWord || posix.monotonicNanos() - start > deathWithinNanos) {
                return false;
            }
            posix.sleep(LOOK_AGAIN_NANOS);
        }
        return true;
    }

    private ProcessId victim(long ownerWord) {
        long startTicks = referee.get(Referee.seatOf(ownerWord), Field.START_TICKS);
        return new ProcessId(Referee.pidOf(ownerWord), startTicks, "", ProcessId.UNRECORDED, "");
    }

    /**
     * Decides whether the update of a process that ended inside happened; the table above says why this is exact. Done
     * twice it decides the same, as long as nobody wrote the counter.
     */
    static void resolve(Referee referee, int victim) {
        long count = referee.get(victim, Field.PENDING_COUNT);
        boolean acknowledged = referee.get(victim, Field.DONE) == count;
        boolean written = referee.counter() == referee.get(victim, Field.PENDING_VALUE);
        if (!acknowledged && written) {
            referee.set(victim, Field.DONE, count);
        }
    }
}
