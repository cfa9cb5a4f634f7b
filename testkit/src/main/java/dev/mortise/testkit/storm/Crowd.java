package dev.mortise.testkit.storm;

import dev.mortise.testkit.child.ChildJvm;
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
    private static final int C_SHARED_PERCENT = 15;
    private static final int C_TIMEOUT_PERCENT = 20;

    private final StormPlan plan;
    private final Ground ground;
    private final Referee referee;
    private final Pauses pauses;
    private final List<Child> living = new ArrayList<>();
    private final List<Child> dying = new ArrayList<>();
    private final List<Integer> placeOfSeat = new ArrayList<>();
    private boolean closed;

    Crowd(StormPlan plan, Ground ground, Referee referee, Pauses pauses) {
        this.plan = plan;
        this.ground = ground;
        this.referee = referee;
        this.pauses = pauses;
    }

    synchronized List<Child> living() {
        return List.copyOf(living);
    }

    boolean isReady(Child child) {
        return child.seats().allMatch(seat -> referee.get(seat, Field.PID) != 0);
    }

    synchronized boolean hasSeatsLeft() {
        return placeOfSeat.size() + plan.threads() <= referee.seats();
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
        int seats = isInC(place) ? 1 : plan.threads();
        Path output = ground.output(seat);
        Process process = new ProcessBuilder(command(place, seat))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        for (int i = 0; i < seats; i++) {
            placeOfSeat.add(place);
        }
        Child child = new Child(place, seat, seats, process, output);
        living.add(child);
        return child;
    }

    /** Dooms, then kills: in this order, so that nobody takes a victim for an intruder. */
    synchronized void kill(Child child) {
        child.seats().forEach(seat -> referee.set(seat, Field.DOOMED, 1));
        child.kill();
        pauses.end(child);
        living.remove(child);
        dying.add(child);
    }

    /** A contender that ended by itself. */
    synchronized void forget(Child child) throws IOException {
        pauses.end(child);
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
    // Pauses
    // ---------------------------------------------------------------------------------------------------------------

    /** Stops it, unless nobody would be left who can notice that this process is gone. */
    synchronized boolean pause(Child child, long until) {
        boolean othersGoOn = living.stream()
                .anyMatch(
                        other -> !other.equals(child) && !isInC(other.place()) && isReady(other) && !pauses.has(other));
        boolean possible = othersGoOn && living.contains(child) && !pauses.has(child);
        if (possible) {
            pauses.begin(child, until);
        }
        return possible;
    }

    synchronized List<Child> resumeDue(long now) {
        return pauses.endDue(now);
    }

    synchronized void resumeAll() {
        pauses.endAll();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What they did
    // ---------------------------------------------------------------------------------------------------------------

    /** Acknowledged updates, each in a hold of its own. */
    synchronized long updates() {
        return sum(Field.DONE);
    }

    synchronized long sharedHolds() {
        return sum(Field.SHARED);
    }

    synchronized long givenUp() {
        return sum(Field.GIVEN_UP);
    }

    private long sum(Field field) {
        long sum = 0;
        for (int seat = 0; seat < placeOfSeat.size(); seat++) {
            sum += referee.get(seat, field);
        }
        return sum;
    }

    synchronized List<Long> acquisitionsByPlace() {
        long[] sums = new long[plan.processes()];
        for (int seat = 0; seat < placeOfSeat.size(); seat++) {
            sums[placeOfSeat.get(seat)] += referee.get(seat, Field.DONE) + referee.get(seat, Field.SHARED);
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

    private boolean isInC(int place) {
        return place >= plan.processes() - plan.cPeers();
    }

    private List<String> command(int place, int seat) throws IOException {
        return isInC(place) ? commandInC(seat) : commandInJava(seat);
    }

    private List<String> commandInJava(int seat) {
        return ChildJvm.command(
                Contender.class,
                plan.backend(),
                ground.scratch(),
                ground.referee().toString(),
                Integer.toString(seat),
                Integer.toString(plan.threads()),
                ground.arena().toString(),
                plan.lock().getName(),
                seconds(),
                Long.toString(plan.seed()));
    }

    private List<String> commandInC(int seat) throws IOException {
        Path twin = TwinProgram.find();
        if (twin == null) {
            throw new IOException("the C twin was not built; build with gcc and make, or do without C peers");
        }
        String lock = String.valueOf(TwinProgram.kind(plan.lock()));
        Path file = ground.arena().resolve(Contender.LOCK.toString());
        List<String> command = new ArrayList<>(List.of(twin.toString(), "contend", "--leash"));
        command.addAll(List.of("--lock", lock, "--file", file.toString()));
        command.addAll(List.of("--ref", ground.referee().toString(), "--ordinal", Integer.toString(seat)));
        command.addAll(List.of("--seconds", seconds(), "--seed", Long.toString(plan.seed() & Integer.MAX_VALUE)));
        command.addAll(List.of("--shared-percent", Integer.toString(C_SHARED_PERCENT)));
        command.addAll(List.of("--timeout-percent", Integer.toString(C_TIMEOUT_PERCENT)));
        return command;
    }

    private String seconds() {
        return Long.toString(plan.time().plus(SPARE_TIME).toSeconds());
    }
}
