package dev.mortise.testkit.storm;

import dev.mortise.testkit.storm.Referee.Field;
import dev.mortise.testkit.storm.StormListener.Progress;
import dev.mortise.testkit.storm.StormResult.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The course of one storm: all ready, go, then at each tick look for the dead, kill, look for a wedge; in the end stop
 * them and count.
 */
final class Watch {

    private static final long TICK_MILLIS = 2;
    private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);
    private static final Duration SIGNAL_REACHES_US_WITHIN = Duration.ofSeconds(2);
    /** A control goes on for a moment, so that the damage shows as well. */
    private static final double SECONDS_AFTER_VIOLATION = 0.5;

    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private static final int ENDED_BY_SIGNAL = 128;
    private static final int EVENTS_SHOWN = 12;

    private final StormPlan plan;
    private final Referee referee;
    private final Crowd crowd;
    private final StormListener listener;
    private final SplittableRandom random;
    private final List<Failure> failures = new ArrayList<>();
    private final List<String> report = new ArrayList<>();

    private long start;
    private long nextProgress;
    private long kills;
    private long pauses;
    private long ownEvents;
    private double firstOverlapAt = Double.NaN;
    private long eventsSeen;
    private long lastEvent;

    Watch(StormPlan plan, Referee referee, Crowd crowd, StormListener listener) {
        this.plan = plan;
        this.referee = referee;
        this.crowd = crowd;
        this.listener = listener;
        this.random = new SplittableRandom(plan.seed());
    }

    StormResult run() throws IOException, InterruptedException {
        gather();
        start = System.nanoTime();
        lastEvent = start;
        crowd.living().forEach(Child::go);
        while (!isOver()) {
            Thread.sleep(TICK_MILLIS);
            look();
        }
        double seconds = secondsSinceStart();
        stop();
        return result(seconds);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Start
    // ---------------------------------------------------------------------------------------------------------------

    private void gather() throws IOException, InterruptedException {
        listener.starting();
        for (int place = 0; place < plan.processes(); place++) {
            start(place);
        }
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (failures.isEmpty() && !allReady()) {
            lookForTheDead();
            if (System.nanoTime() > deadline) {
                failUnready();
            }
            Thread.sleep(TICK_MILLIS);
        }
    }

    private @Nullable Child start(int place) {
        try {
            return crowd.start(place);
        } catch (IOException e) {
            failures.add(new Failure(-1, "contender " + (place + 1) + " could not be started: " + e.getMessage()));
            return null;
        }
    }

    private boolean allReady() {
        for (Child child : crowd.living()) {
            if (!crowd.isReady(child)) {
                return false;
            }
        }
        return true;
    }

    private void failUnready() {
        for (Child child : crowd.living()) {
            if (!crowd.isReady(child)) {
                failures.add(new Failure(
                        -1,
                        describe(child) + " was not ready within " + READY_WITHIN.toSeconds() + " s"
                                + quoted(child.said())));
            }
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Each tick
    // ---------------------------------------------------------------------------------------------------------------

    private boolean isOver() {
        return System.nanoTime() - start >= plan.time().toNanos()
                || !failures.isEmpty()
                || referee.wedges() > 0
                || (plan.untilViolation() && secondsSinceStart() > firstOverlapAt + SECONDS_AFTER_VIOLATION);
    }

    private void look() throws IOException, InterruptedException {
        lookForTheDead();
        noteFirstOverlap();
        killIfDue();
        pauseIfDue();
        resumeIfDue();
        lookForWedge();
        crowd.buryTheDead();
        tell();
    }

    private void noteFirstOverlap() {
        if (Double.isNaN(firstOverlapAt) && referee.overlaps() > 0) {
            firstOverlapAt = secondsSinceStart();
        }
    }

    private void tell() {
        if (System.nanoTime() >= nextProgress) {
            nextProgress = System.nanoTime() + PROGRESS_NANOS;
            listener.progressed(new Progress(
                    secondsSinceStart(), crowd.updates() + crowd.sharedHolds(), kills, pauses, referee.overlaps()));
        }
    }

    private void lookForTheDead() throws IOException, InterruptedException {
        for (Child child : crowd.living()) {
            if (!child.isAlive()) {
                fail(child);
            }
        }
    }

    /**
     * An interrupt from the keyboard goes to the whole group: the contenders may end before this JVM has noticed that it
     * is to end as well. Then it is no failure, and there is nobody left to tell.
     */
    private void fail(Child child) throws IOException, InterruptedException {
        int status = child.exitStatus();
        if (status > ENDED_BY_SIGNAL) {
            Thread.sleep(SIGNAL_REACHES_US_WITHIN.toMillis());
        }
        failures.add(
                new Failure(status, describe(child) + " ended by itself with status " + status + quoted(child.said())));
        crowd.forget(child);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Kills
    // ---------------------------------------------------------------------------------------------------------------

    private void killIfDue() {
        if (!isDue(plan.weather().killsPerSecond(), kills) || !crowd.hasSeatsLeft()) {
            return;
        }
        Child victim = chooseVictim();
        if (victim == null) {
            return;
        }
        kills++;
        crowd.kill(victim);
        record(Event.Kind.KILL, victim);
        Child replacement = start(victim.place());
        if (replacement != null) {
            replacement.go();
        }
    }

    private boolean isDue(double perSecond, long soFar) {
        return secondsSinceStart() * perSecond >= soFar + 1;
    }

    /** Every other victim, by the toss of a coin, is whoever is inside: that is where it hurts. */
    private @Nullable Child chooseVictim() {
        List<Child> ready = new ArrayList<>();
        for (Child child : crowd.living()) {
            if (crowd.isReady(child)) {
                ready.add(child);
            }
        }
        boolean inside = random.nextBoolean();
        Child owner = inside ? seatedAt(ready, referee.owner()) : null;
        if (owner != null || ready.isEmpty()) {
            return owner;
        }
        return ready.get(random.nextInt(ready.size()));
    }

    private static @Nullable Child seatedAt(List<Child> children, long ownerWord) {
        for (Child child : children) {
            if (ownerWord != 0 && child.sitsAt(Referee.seatOf(ownerWord))) {
                return child;
            }
        }
        return null;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Pauses
    // ---------------------------------------------------------------------------------------------------------------

    private void pauseIfDue() {
        if (!isDue(plan.weather().pausesPerSecond(), pauses)) {
            return;
        }
        Child victim = chooseVictim();
        if (victim != null && crowd.pause(victim, System.nanoTime() + random.nextLong(LONGEST_PAUSE_NANOS))) {
            pauses++;
            record(Event.Kind.PAUSE, victim);
        }
    }

    private void resumeIfDue() {
        for (Child child : crowd.resumeDue(System.nanoTime())) {
            record(Event.Kind.RESUME, child);
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Wedge
    // ---------------------------------------------------------------------------------------------------------------

    /** The storm's own kills and pauses are events, too, and no sign that anybody came in. */
    private void lookForWedge() {
        long now = System.nanoTime();
        long events = referee.eventsSoFar() - ownEvents;
        if (events != eventsSeen || !anyReady()) {
            eventsSeen = events;
            lastEvent = now;
        } else if (now - lastEvent > plan.wedgeAfter().toNanos()) {
            reportWedge();
        }
    }

    private boolean anyReady() {
        for (Child child : crowd.living()) {
            if (crowd.isReady(child)) {
                return true;
            }
        }
        return false;
    }

    private void reportWedge() {
        referee.countWedge();
        report.add("nobody came in for " + plan.wedgeAfter().toMillis() / 1000.0 + " s; the contenders' threads:");
        for (Child child : crowd.living()) {
            record(Event.Kind.WEDGE, child);
            report.add("  " + describe(child));
            Tasks.of(child.pid()).forEach(line -> report.add("    " + line));
        }
        report.add("the last events:");
        for (Event event : referee.lastEvents(EVENTS_SHOWN)) {
            report.add("  " + event.nanos() + "  " + event.kind().label() + "  pid " + event.pid() + "  tid "
                    + event.tid() + "  generation " + event.generation());
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // End
    // ---------------------------------------------------------------------------------------------------------------

    private void stop() throws IOException, InterruptedException {
        referee.stop();
        crowd.resumeAll();
        if (referee.wedges() == 0 && failures.isEmpty()) {
            awaitEnds();
        }
        crowd.close();
    }

    private void awaitEnds() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + STOP_WITHIN.toNanos();
        for (Child child : crowd.living()) {
            if (!child.endsWithin(deadline - System.nanoTime())) {
                referee.countWedge();
                report.add(describe(child) + " did not stop within " + STOP_WITHIN.toSeconds() + " s; its threads:");
                report.addAll(Tasks.of(child.pid()));
            } else if (child.exitStatus() != 0) {
                fail(child);
            } else {
                crowd.forget(child);
            }
        }
    }

    private StormResult result(double seconds) {
        settle();
        long lost = crowd.updates() - referee.counter();
        referee.setLost(lost);
        return new StormResult(
                crowd.acquisitionsByPlace(),
                crowd.sharedHolds(),
                crowd.givenUp(),
                pauses,
                kills,
                referee.stale(),
                referee.overlaps(),
                lost,
                referee.wedges(),
                seconds,
                firstOverlapAt,
                crowd.longestWait(),
                failures,
                report);
    }

    /** The last one killed inside has found no successor to resolve what it did. */
    private void settle() {
        long word = referee.owner();
        if (word == 0) {
            return;
        }
        int seat = Referee.seatOf(word);
        Seat.resolve(referee, seat);
        if (referee.get(seat, Field.DOOMED) != 0) {
            referee.countStale();
        }
    }

    private double secondsSinceStart() {
        return (System.nanoTime() - start) / 1e9;
    }

    private void record(Event.Kind kind, Child child) {
        ownEvents++;
        referee.record(new Event(System.nanoTime(), (int) child.pid(), 0, kind, 0, referee.counter()));
    }

    private static String describe(Child child) {
        return "contender " + (child.place() + 1) + " (pid " + child.pid() + ")";
    }

    private static String quoted(String said) {
        return said.isEmpty() ? " and said nothing" : ": " + said;
    }
}
