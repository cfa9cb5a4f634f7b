package dev.mortise.testkit.conductor;

import dev.mortise.testkit.model.AskingPosix;
import dev.mortise.testkit.model.Difference;
import dev.mortise.testkit.model.Machine;
import dev.mortise.testkit.model.ProcessPlan;
import dev.mortise.testkit.model.Request;
import dev.mortise.testkit.model.Result;
import dev.mortise.testkit.model.World;
import dev.mortise.testkit.model.WorldRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Processes of a model and as many real ones: whatever is asked of a process's door is asked of both, and compared. One whose call sleeps
 * in the kernel is silent until others have let it go on.
 */
final class Ensemble {

    private static final int FIRST_PID = 101;
    private static final long PATIENCE = Duration.ofSeconds(10).toNanos();

    private final Duel duel;
    private final Machine machine = new Machine();
    private final Map<Integer, Request> asleep = new LinkedHashMap<>();
    private final List<Integer> alive = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private World world = World.empty(WorldRules.plain());
    private long slept;

    Ensemble(Duel duel, int processes) {
        this.duel = duel;
        for (int i = 0; i < processes; i++) {
            bear();
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Who is there
    // ---------------------------------------------------------------------------------------------------------------

    private void bear() {
        int process = world.processes();
        world = world.addProcess(ProcessPlan.alive(FIRST_PID + process));
        duel.cast(process, FIRST_PID + process);
        alive.add(process);
    }

    /** Those who live, asleep or awake. */
    List<Integer> alive() {
        return List.copyOf(alive);
    }

    List<Integer> awake() {
        return alive.stream().filter(process -> !asleep.containsKey(process)).toList();
    }

    /** All that ever lived. */
    int processes() {
        return world.processes();
    }

    int pid(int process) {
        return FIRST_PID + process;
    }

    List<Integer> openDescriptors(int process) {
        return world.openDescriptors(process);
    }

    long slept() {
        return slept;
    }

    /** Kills one, asleep or awake, and lets another be born in its place. */
    void replace(int process) {
        log.add(process + ": SIGKILL");
        duel.kill(process);
        duel.bury(process);
        world = world.kill(process).reap(process);
        asleep.remove(process);
        alive.removeIf(other -> other == process);
        settle();
        bear();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Calls
    // ---------------------------------------------------------------------------------------------------------------

    Door door(int process) {
        return new Door(process);
    }

    /** A process's own; a call that sleeps returns what the model says to that. */
    final class Door extends AskingPosix {

        private final int process;

        private Door(int process) {
            this.process = process;
        }

        @Override
        protected Result ask(Request request) {
            Result expected = both(process, request);
            if (!expected.isAnswer()) {
                slept++;
                asleep.put(process, request);
            }
            settle();
            return expected;
        }
    }

    private Result both(int process, Request request) {
        Result expected = machine.run(world, process, request, 0);
        World after = machine.after();
        log.add(process + ": " + request + " = " + expected);
        Difference difference = duel.call(process, 0, request, expected, after);
        if (difference != null) {
            throw new Disagreement("the model says " + difference.model() + ", the kernel " + difference.kernel(), log);
        }
        world = after;
        return expected;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Who sleeps
    // ---------------------------------------------------------------------------------------------------------------

    /** Lets everybody go on who can; which of several is first, is the kernel's choice. */
    private void settle() {
        List<Integer> free = free();
        long deadline = System.nanoTime() + PATIENCE;
        while (!free.isEmpty()) {
            if (wakeOneOf(free)) {
                deadline = System.nanoTime() + PATIENCE;
            } else if (System.nanoTime() - deadline > 0 || Thread.interrupted()) {
                throw new Disagreement("the model lets one of " + free + " go on, the kernel none", log);
            }
            free = free();
        }
        for (int process : asleep.keySet()) {
            if (duel.isAnswered(process, 0)) {
                throw new Disagreement("the model keeps " + process + " waiting, the kernel does not", log);
            }
        }
    }

    private List<Integer> free() {
        return asleep.entrySet().stream()
                .filter(entry ->
                        machine.run(world, entry.getKey(), entry.getValue(), 0).isAnswer())
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean wakeOneOf(List<Integer> free) {
        for (int process : free) {
            if (duel.isAnswered(process, 0)) {
                both(process, Objects.requireNonNull(asleep.remove(process)));
                return true;
            }
        }
        return false;
    }
}
