package dev.mortise.testkit;

import dev.mortise.testkit.Action.Kind;
import dev.mortise.testkit.KernelReplay.Disagreement;
import dev.mortise.testkit.conductor.CallNotPlayableException;
import dev.mortise.testkit.conductor.Duel;
import dev.mortise.testkit.model.Difference;
import dev.mortise.testkit.model.Life;
import dev.mortise.testkit.model.Request;
import dev.mortise.testkit.model.Result;
import dev.mortise.testkit.model.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plays a schedule with real processes beside the model's: each step is taken by the model first, and then by the process of its actor.
 *
 * <p>The code runs on the model's answers. That is the same as running on the kernel's, for as long as the kernel gives the same ones; the first
 * that it does not ends the play.
 *
 * <p>A call that waits is made when the model lets it through, and not before, unless it changes something before it waits: then its
 * process sleeps in the kernel, which lets it go on as soon as it can. A schedule in which others move before that cannot be had.
 */
final class KernelPlay {

    private final Cast cast;
    private final Stepper stepper;
    private final Replay replay;
    /** Nobody who is free to go on sleeps for so long. */
    private static final long PATIENCE = Duration.ofSeconds(20).toNanos();

    private final Duel duel;
    private final Adversary adversary;
    private int kills;
    private @Nullable Disagreement disagreement;

    KernelPlay(Cast cast, Stepper stepper, Replay replay, Duel duel, Adversary adversary) {
        this.cast = cast;
        this.stepper = stepper;
        this.replay = replay;
        this.duel = duel;
        this.adversary = adversary;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Before anybody moves
    // ---------------------------------------------------------------------------------------------------------------

    void begin(Setting setting) {
        if (setting.numbering().separate()) {
            throw new UnreproducibleException(
                    "this scenario puts each process into a pid namespace of its own, which is not done here");
        }
        castContenders(setting.inherited());
        makeTheStart();
        for (int actor = 0; actor < stepper.actors(); actor++) {
            stand(actor);
        }
    }

    private void castContenders(boolean inherited) {
        World world = cast.world();
        Map<Integer, Integer> pids = new HashMap<>();
        for (Script script : cast.scripts()) {
            if (world.isAlive(script.process())) {
                pids.put(script.process(), world.pid(script.process()));
            }
        }
        if (inherited) {
            duel.castSharing(pids, Cast.INHERITED, Cast.LOCK.terminated());
        } else {
            duel.expect(pids.size());
            pids.forEach(duel::cast);
        }
    }

    private void makeTheStart() {
        int maker = cast.maker();
        if (!cast.startCalls().isEmpty()) {
            duel.cast(maker, cast.world().pid(maker));
            for (StartRun.Call call : cast.startCalls()) {
                compare("start", maker, 0, call.request(), call.answer(), call.after());
            }
            duel.leave(maker);
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Steps
    // ---------------------------------------------------------------------------------------------------------------

    /** Refuses what can be refused before anybody moves. */
    void requirePlayable(Schedule schedule) {
        for (String word : schedule.actions()) {
            requirePlayable(Schedule.action(word, stepper.processOf()), word);
        }
    }

    /** Takes one step in both; nothing happens after a disagreement. */
    void play(Action action, String word) {
        if (disagreement != null) {
            return;
        }
        requireNobodyIsOvertaken(action, word);
        switch (action.kind()) {
            case STEP -> step(action, word);
            case CRASH -> crash(action);
            case REAP -> {
                replay.play(action);
                duel.bury(action.index());
            }
            default -> throw new IllegalStateException(word);
        }
    }

    private void requirePlayable(Action action, String word) {
        switch (action.kind()) {
            case POWER_CUT, DISK -> refuse("has the power cut (" + word + "), which a real kernel cannot be told");
            case BIRTH ->
                refuse("gives a new process the number of one that is gone (" + word
                        + "), which a real kernel cannot be told");
            case FAULT -> refuse("lets a call fail (" + word + "), which a real kernel cannot be told");
            case STEP -> requirePossibleChoice(action, word);
            case CRASH, REAP -> {}
        }
    }

    private void requirePossibleChoice(Action action, String word) {
        if (action.choice() != 0 && adversary.leaps() > 0) {
            refuse("has an hour pass unseen (" + word + "), which a real kernel cannot be told");
        }
    }

    private static void refuse(String what) {
        throw new UnreproducibleException("this schedule " + what);
    }

    /** Whoever sleeps in the kernel goes on as soon as it can, whatever a schedule says. */
    private void requireNobodyIsOvertaken(Action action, String word) {
        boolean isCall = action.kind() != Kind.STEP || isCall(replay.state().at[action.index()]);
        for (int actor = 0; actor < stepper.actors() && isCall; actor++) {
            boolean itself = action.kind() == Kind.STEP && action.index() == actor;
            if (!itself && sleeps(actor) && stepper.step(replay.state(), actor, 0) != null) {
                refuse("lets others move (" + word + ") while " + Schedule.letter(actor)
                        + " sleeps in the kernel and is free to go on, which a real kernel cannot be told");
            }
        }
    }

    /** Of those who sleep in the kernel and are free to go on, the one that did; or {@link Replay#NOBODY}. */
    int whoWentOn() {
        long deadline = Exploration.nanos() + PATIENCE;
        int sleeper = Replay.NOBODY;
        do {
            for (int actor = 0; actor < stepper.actors(); actor++) {
                boolean free = sleeps(actor) && stepper.step(replay.state(), actor, 0) != null;
                if (free && duel.isAnswered(process(actor), thread(actor))) {
                    return actor;
                }
                sleeper = free ? actor : sleeper;
            }
            if (sleeper != Replay.NOBODY && Exploration.nanos() - deadline > 0) {
                String call = String.valueOf(replay.state().at[sleeper].request());
                disagreement = new Disagreement("walk", call, "goes on", "sleeps for ever");
                return Replay.NOBODY;
            }
        } while (sleeper != Replay.NOBODY && !Thread.currentThread().isInterrupted());
        return Replay.NOBODY;
    }

    private boolean sleeps(int actor) {
        return stepper.isRunning(replay.state(), actor) && duel.isPending(process(actor), thread(actor));
    }

    private static boolean isCall(Node node) {
        Request request = node.request();
        return request != null && !(request instanceof Stay || request instanceof Note || request instanceof Recall);
    }

    private void step(Action action, String word) {
        int actor = action.index();
        Node before = replay.state().at[actor];
        replay.play(action);
        State after = replay.state();
        if (before.request() == null) {
            endIfOver(process(actor), after.world);
        } else if (before.request() instanceof Stay) {
            duel.stand(process(actor), thread(actor), false);
        } else if (isCall(before)) {
            requireAlive(actor, word);
            Result answer = after.at[actor].equals(before) ? Result.WAITING : stepper.answer();
            compare(word, process(actor), thread(actor), before.request(), answer, after.world);
        }
        stand(actor);
    }

    private void requireAlive(int actor, String word) {
        if (!replay.state().world.isAlive(process(actor))) {
            refuse("has a process kill itself (" + word + "), whose answer nobody hears");
        }
    }

    private void compare(String word, int process, int thread, Request request, Result answer, World after) {
        if (disagreement != null || request.isLocal()) {
            return;
        }
        try {
            Difference difference = duel.call(process, thread, request, answer, after);
            if (difference != null) {
                differ(word, request, difference);
            }
        } catch (CallNotPlayableException e) {
            throw new UnreproducibleException(
                    "this schedule makes a call that no real process makes here (" + word + "): " + request, e);
        }
    }

    private void differ(String word, Request request, Difference difference) {
        Disagreement found = new Disagreement(word, request.toString(), difference.model(), difference.kernel());
        if (difference.chosen()) {
            throw new UnreproducibleException("this schedule chooses what this kernel does not do: " + found);
        }
        disagreement = found;
    }

    private void endIfOver(int process, World world) {
        if (!world.isAlive(process)) {
            duel.end(process);
            buryUnlessZombie(process, world);
        }
    }

    private void crash(Action action) {
        replay.play(action);
        kills++;
        duel.kill(action.index());
        buryUnlessZombie(action.index(), replay.state().world);
    }

    private void buryUnlessZombie(int process, World world) {
        if (world.life(process) == Life.GONE) {
            duel.bury(process);
        }
    }

    /** Where the model's actor stands inside, so does its process. */
    private void stand(int actor) {
        State state = replay.state();
        if (disagreement == null && stepper.isRunning(state, actor) && state.at[actor].request() instanceof Stay) {
            duel.stand(process(actor), thread(actor), true);
        }
    }

    private int process(int actor) {
        return stepper.processOf()[actor];
    }

    /** Its place among those of its process. */
    private int thread(int actor) {
        int thread = 0;
        for (int other = 0; other < actor; other++) {
            thread += process(other) == process(actor) ? 1 : 0;
        }
        return thread;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Afterwards
    // ---------------------------------------------------------------------------------------------------------------

    /** What can be seen of a broken law; may find that the kernel does not agree after all. */
    KernelEvidence evidence(Judge.Charge charge) {
        KernelEvidence evidence = new KernelEvidence(stepper, replay.state(), duel, this::thread);
        evidence.gather(charge.oracle());
        Disagreement against = evidence.disagreement();
        disagreement = disagreement == null ? against : disagreement;
        return evidence;
    }

    @Nullable
    Disagreement disagreement() {
        return disagreement;
    }

    int kills() {
        return kills;
    }
}
