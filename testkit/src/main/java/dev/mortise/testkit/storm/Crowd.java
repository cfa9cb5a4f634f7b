package dev.mortise.testkit.storm;

import dev.mortise.testkit.storm.Referee.Field;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All contenders of a storm, living and dying. Used by the thread that runs the storm; {@link #close} may come from
 * another one, when the JVM is shutting down, and nothing is started after it.
 */
final class Crowd {

    private static final Duration SPARE_TIME = Duration.ofSeconds(60);
    private static final Duration DEATH_WITHIN = Duration.ofSeconds(10);

    private final StormPlan plan;
    private final Ground ground;
    private final Referee referee;
    private final List<Child> living = new ArrayList<>();
    private final List<Child> dying = new ArrayList<>();
    private final List<Integer> placeOfSeat = new ArrayList<>();
    private boolean closed;

    Crowd(StormPlan plan, Ground ground, Referee referee) {
        this.plan = plan;
        this.ground = ground;
        this.referee = referee;
    }

    synchronized List<Child> living() {
        return List.copyOf(living);
    }

    boolean isReady(Child child) {
        return referee.get(child.seat(), Field.PID) != 0;
    }

    synchronized boolean hasSeatsLeft() {
        return placeOfSeat.size() < referee.seats();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Coming and going
    // ---------------------------------------------------------------------------------------------------------------

    /** Starts a contender, which waits for its {@link Child#go}; null once the crowd is closed. */
    synchronized @Nullable Child start(int place) throws IOException {
        if (closed) {
            return null;
        }
        int seat = placeOfSeat.size();
        Path output = ground.output(seat);
        Process process = new ProcessBuilder(command(seat))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        placeOfSeat.add(place);
        Child child = new Child(place, seat, process, output);
        living.add(child);
        return child;
    }

    /** Dooms, then kills: in this order, so that nobody takes a victim for an intruder. */
    synchronized void kill(Child child) {
        referee.set(child.seat(), Field.DOOMED, 1);
        child.kill();
        living.remove(child);
        dying.add(child);
    }

    /** A contender that ended by itself. */
    synchronized void forget(Child child) throws IOException {
        living.remove(child);
        child.bury();
    }

    synchronized void buryTheDead() throws IOException {
        for (Child child : List.copyOf(dying)) {
            if (!child.isAlive()) {
                dying.remove(child);
                child.bury();
            }
        }
    }

    /** Ends every contender and waits for their ends. */
    synchronized void close() throws IOException, InterruptedException {
        closed = true;
        for (Child child : List.copyOf(living)) {
            kill(child);
        }
        long deadline = System.nanoTime() + DEATH_WITHIN.toNanos();
        for (Child child : dying) {
            child.endsWithin(deadline - System.nanoTime());
        }
        buryTheDead();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What they did
    // ---------------------------------------------------------------------------------------------------------------

    synchronized List<Long> acquisitionsByPlace() {
        long[] sums = new long[plan.processes()];
        for (int seat = 0; seat < placeOfSeat.size(); seat++) {
            sums[placeOfSeat.get(seat)] += referee.get(seat, Field.DONE);
        }
        List<Long> list = new ArrayList<>();
        for (long sum : sums) {
            list.add(sum);
        }
        return list;
    }

    synchronized Duration longestWait() {
        long longest = 0;
        for (int seat = 0; seat < placeOfSeat.size(); seat++) {
            longest = Math.max(longest, referee.get(seat, Field.LONGEST_WAIT));
        }
        return Duration.ofNanos(longest);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The command line of a contender
    // ---------------------------------------------------------------------------------------------------------------

    private List<String> command(int seat) {
        return ChildJvm.command(
                Contender.class,
                plan.backend(),
                ground.scratch(),
                ground.referee().toString(),
                Integer.toString(seat),
                ground.arena().toString(),
                plan.lock().getName(),
                Long.toString(plan.time().plus(SPARE_TIME).toSeconds()),
                Long.toString(plan.seed()));
    }
}
