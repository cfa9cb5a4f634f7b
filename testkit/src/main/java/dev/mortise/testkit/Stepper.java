package dev.mortise.testkit;

import dev.mortise.posix.Errno;
import dev.mortise.testkit.model.Failures;
import dev.mortise.testkit.model.Life;
import dev.mortise.testkit.model.Machine;
import dev.mortise.testkit.model.Mix;
import dev.mortise.testkit.model.PowerCut;
import dev.mortise.testkit.model.Request;
import dev.mortise.testkit.model.Result;
import dev.mortise.testkit.model.Waiters;
import dev.mortise.testkit.model.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes single steps: the only place where the kernel and the actors' code meet. */
final class Stepper {

    private static final int AFTERWARDS_PID = 201;

    private final List<Script> scripts;
    private final int[] processOf;
    private final Trie trie;
    private final Machine machine = new Machine();
    private final Node unborn = placeholder(-1);
    private final Node over = placeholder(-2);
    private final Node killed = placeholder(-3);

    private boolean ordered;
    private int offered = 1;
    private Result answer = Result.of(0);

    Stepper(List<Script> scripts, Trie trie) {
        this.scripts = scripts;
        this.processOf = scripts.stream().mapToInt(Script::process).toArray();
        this.trie = trie;
    }

    private static Node placeholder(int id) {
        return new Node(id, null, Result.of(0), Intent.end(), Mix.of(0, id));
    }

    int[] processOf() {
        return processOf;
    }

    int actors() {
        return processOf.length;
    }

    Script script(int actor) {
        return scripts.get(actor);
    }

    /** Before anybody did anything. */
    State start(World world, Setting setting) {
        ordered = setting.power().ordered();
        Node[] at = new Node[actors()];
        for (int actor = 0; actor < at.length; actor++) {
            at[actor] = root(world, actor);
        }
        Bounds bounds = setting.bounds();
        Trouble trouble = Trouble.possible(bounds.adversary().faults());
        return new State(
                world,
                at,
                new int[State.WORDS],
                bounds.crashes(),
                setting.power().cuts(),
                false,
                trouble);
    }

    /** One who is not born yet does not know its number; its code waits with it. */
    private Node root(World world, int actor) {
        boolean isUnborn = world.life(processOf[actor]) == Life.UNBORN;
        return isUnborn ? unborn : trie.root(scripts.get(actor), world);
    }

    /**
     * Whether a process that waits to be born can get the number of one that is gone: of one that an actor played, or of the dead owner that
     * the start tells of.
     */
    boolean canBeBorn(State state, int process, int gone) {
        World world = state.world;
        boolean leftItsNumber = isPlayed(gone) || world.pid(gone) == Start.DEAD_PID;
        return world.life(process) == Life.UNBORN
                && !isAfterwards(process)
                && world.life(gone) == Life.GONE
                && leftItsNumber
                && world.canStart(process);
    }

    private boolean isAfterwards(int process) {
        for (Script script : scripts) {
            if (script.process() == process) {
                return script.afterwards();
            }
        }
        return false;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Power
    // ---------------------------------------------------------------------------------------------------------------

    State powerCut(State state) {
        State off = state.off(PowerCut.off(state.world));
        return outcomes(off) == 0 ? powerOn(off) : off;
    }

    /** How many outcomes the next thing has that is to be decided. */
    int outcomes(State off) {
        return PowerCut.outcomes(off.world);
    }

    State decide(State off, int outcome) {
        State decided = off.world(PowerCut.decide(off.world, outcome, ordered));
        return outcomes(decided) == 0 ? powerOn(decided) : decided;
    }

    private State powerOn(State off) {
        World world = PowerCut.on(off.world);
        for (Script script : scripts) {
            if (script.afterwards()) {
                world = world.start(script.process(), AFTERWARDS_PID + script.index());
            }
        }
        Node[] at = new Node[actors()];
        for (int actor = 0; actor < at.length; actor++) {
            at[actor] = scripts.get(actor).afterwards() ? root(world, actor) : killed;
        }
        return off.on(world, at);
    }

    private boolean isPlayed(int process) {
        for (int of : processOf) {
            if (of == process) {
                return true;
            }
        }
        return false;
    }

    boolean isRunning(State state, int actor) {
        return state.at[actor] != over && state.isAlive(processOf[actor]);
    }

    /** Whether everybody who was born came to the end of its code: none was killed, by another or by itself. */
    boolean isCleanEnd(State state) {
        for (Node node : state.at) {
            if (node != over && node != unborn) {
                return false;
            }
        }
        return true;
    }

    /** Who takes no more steps, as bits: the ended, the dead, and the unborn. */
    int finished(State state) {
        int finished = 0;
        for (int actor = 0; actor < processOf.length; actor++) {
            if (!isRunning(state, actor)) {
                finished |= 1 << actor;
            }
        }
        return finished;
    }

    /**
     * Executes an actor's pending call.
     *
     * @return the state after it, or null if the call waits
     */
    @Nullable
    State step(State state, int actor, int choice) {
        Node node = state.at[actor];
        Request request = node.request();
        offered = 1;
        if (request == null) {
            return end(state, actor);
        }
        if (request instanceof Recall recall) {
            return answered(state, actor, Result.of(state.words[recall.index()]), state.world, state.words);
        }
        if (request instanceof Note note) {
            return answered(state, actor, Result.of(0), state.world, noted(state.words, note));
        }
        return call(state, actor, request, choice);
    }

    /** Whether the kernel knows nothing of it. */
    static boolean isWord(@Nullable Request request) {
        return request == null || request instanceof Stay || request instanceof Note || request instanceof Recall;
    }

    /** Whether the kernel lets the actor wait in its pending call. */
    boolean waits(State state, int actor) {
        Request request = state.at[actor].request();
        return request != null
                && !isWord(request)
                && !machine.run(state.world, processOf[actor], request, 0).isAnswer();
    }

    private static int[] noted(int[] words, Note note) {
        int[] changed = words.clone();
        changed[note.index()] = note.value();
        return changed;
    }

    private @Nullable State call(State state, int actor, Request request, int choice) {
        int errno = state.trouble.errnoOf(actor, request);
        if (errno != 0) {
            return failed(state, actor, request, errno, state.trouble.failing(actor, request, errno, false, false));
        }
        State next = answeredByKernel(state, actor, request, choice);
        if (next == null || state.trouble.unforced().isEmpty()) {
            return next;
        }
        return next.trouble(state.trouble.passing(actor, request));
    }

    private @Nullable State answeredByKernel(State state, int actor, Request request, int choice) {
        Result result = machine.run(state.world, processOf[actor], request, choice);
        offered = machine.offered();
        answer = result;
        if (result.equals(Result.BLOCKED)) {
            return closesCircle(state, actor, request)
                    ? answered(state, actor, Result.of(-Errno.EDEADLK), state.world, state.words)
                    : null;
        }
        if (result.equals(Result.WAITING)) {
            return state.world(machine.after());
        }
        return answered(state, actor, result, machine.after(), state.words);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Faults
    // ---------------------------------------------------------------------------------------------------------------

    /** The ways in which an actor's pending call may fail now. */
    List<Action> faults(State state, int actor) {
        Request request = state.at[actor].request();
        boolean may = state.trouble.left() > 0 && scripts.get(actor).mayFail();
        if (!may || request == null || state.trouble.errnoOf(actor, request) != 0) {
            return List.of();
        }
        List<Action> faults = new ArrayList<>();
        for (int errno : Failures.of(request)) {
            faults.add(Action.fault(actor, errno, false));
            if (Failures.canStay(errno)) {
                faults.add(Action.fault(actor, errno, true));
            }
        }
        if (Failures.shortened(request) != null) {
            faults.add(Action.fault(actor, Failures.SHORT, false));
        }
        return faults;
    }

    /** Lets an actor's pending call fail. */
    State fault(State state, Action fault) {
        int actor = fault.index();
        Request request = Objects.requireNonNull(state.at[actor].request(), "whose code is over makes no call");
        Trouble trouble = state.trouble.failing(actor, request, fault.errno(), fault.isForEver(), true);
        if (fault.errno() != Failures.SHORT) {
            return failed(state, actor, request, fault.errno(), trouble);
        }
        Request less = Objects.requireNonNull(Failures.shortened(request), "only what moves bytes moves less");
        Result result = machine.run(state.world, processOf[actor], less, 0);
        return answered(state, actor, result, machine.after(), state.words).trouble(trouble);
    }

    private State failed(State state, int actor, Request request, int errno, Trouble trouble) {
        Result result = machine.fail(state.world, processOf[actor], request, errno);
        offered = 1;
        return answered(state, actor, result, machine.after(), state.words).trouble(trouble);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Waiting
    // ---------------------------------------------------------------------------------------------------------------

    private boolean closesCircle(State state, int actor, Request request) {
        return request.looksForCircles()
                && new Waiters(state.world, pendingBut(state, actor))
                        .waitForEachOther(new Waiters.Waiter(processOf[actor], request));
    }

    private List<Waiters.Waiter> pendingBut(State state, int actor) {
        List<Waiters.Waiter> pending = new ArrayList<>();
        for (int other = 0; other < processOf.length; other++) {
            Request request = state.at[other].request();
            if (other != actor && request != null && isRunning(state, other)) {
                pending.add(new Waiters.Waiter(processOf[other], request));
            }
        }
        return pending;
    }

    /** One that killed itself gets no answer: what its code would have done next is not asked. */
    private State answered(State state, int actor, Result result, World world, int[] words) {
        answer = result;
        if (world.life(processOf[actor]) != Life.ALIVE) {
            return state.at(actor, killed, world, words);
        }
        Node next = trie.next(scripts.get(actor), world, state.at[actor], result);
        return state.at(actor, next, world, words);
    }

    /** The code is over: the process ends when all its actors are. */
    private State end(State state, int actor) {
        answer = Result.of(0);
        State ended = state.at(actor, over, state.world, state.words);
        int process = processOf[actor];
        for (int other = 0; other < actors(); other++) {
            if (processOf[other] == process && ended.at[other] != over) {
                return ended;
            }
        }
        return ended.world(machine.end(state.world, process, state.world.lifeAfterExit()));
    }

    /** How many answers the kernel may give to the call that was executed last. */
    int offered() {
        return offered;
    }

    /** What the kernel said last. */
    Result answer() {
        return answer;
    }

    State crash(State state, int process, boolean atOnce) {
        return state.killed(machine.end(state.world, process, atOnce ? Life.GONE : Life.ZOMBIE));
    }

    State reap(State state, int process) {
        return state.world(state.world.reap(process));
    }

    /** A process that waits to be born gets the number of one that is gone. */
    State birth(State state, int process, int gone) {
        World world = state.world.start(process, state.world.pid(gone));
        State born = state.world(world);
        for (int actor = 0; actor < actors(); actor++) {
            if (processOf[actor] == process) {
                born = born.at(actor, root(world, actor), world, state.words);
            }
        }
        return born;
    }

    State after(State state, Action action, boolean atOnce) {
        return switch (action.kind()) {
            case STEP -> {
                State next = step(state, action.index(), action.choice());
                if (next == null) {
                    throw new IllegalStateException("the call of " + Schedule.letter(action.index()) + " waits here");
                }
                yield next;
            }
            case FAULT -> fault(state, action);
            case CRASH -> crash(state, action.index(), atOnce);
            case REAP -> reap(state, action.index());
            case POWER_CUT -> powerCut(state);
            case DISK -> decide(state, action.choice());
            case BIRTH -> birth(state, action.index(), action.choice());
        };
    }
}
