package dev.mortise.testkit;

import dev.mortise.owner.Processes;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.model.AskingPosix;
import dev.mortise.testkit.model.Failures;
import dev.mortise.testkit.model.Machine;
import dev.mortise.testkit.model.ModelProcesses;
import dev.mortise.testkit.model.Request;
import dev.mortise.testkit.model.Result;
import dev.mortise.testkit.model.World;
import java.util.Objects;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One run of an actor's code, fed with the answers of a history. At the first call that has no recorded answer the code is unwound,
 * and that call is what the actor does next.
 *
 * <p>Calls that no other process could notice are answered on the spot from the actor's own process and are no steps.
 */
final class CodeRun extends AskingPosix implements Stage {

    /** More calls than this without a step are a loop that never ends. */
    private static final int MOST_LOCAL_CALLS = 100_000;

    private static final int MOST_CALLS_WHILE_UNWINDING = 10_000;

    private final Script script;
    private final Result[] history;
    private final Node @Nullable [] path;
    private final World own;
    private final int process;
    private final Thread thread = Thread.currentThread();
    private final Machine machine = new Machine();

    private final Dice dice;
    private @Nullable Posix decorated;

    private int answered;
    private int localCalls;
    private int callsWhileUnwinding;
    private boolean unwound;
    private Phase phase = Phase.IDLE;
    private int round;
    private @Nullable Intent frontier;
    private @Nullable Node redirect;
    private @Nullable CheckpointKey reached;
    private BinaryOperator<String> deviation = CodeRun::nondeterminism;
    private @Nullable String brokenLaw;

    /** Where the search already is when code reaches a checkpoint. */
    interface Checkpoints {

        @Nullable
        Node at(CheckpointKey key);
    }

    private final @Nullable Checkpoints checkpoints;

    /**
     * Prepares a run.
     *
     * @param path the nodes whose next call each answer answers, to hold the code to the same calls; null when they are unknown
     * @param checkpoints where to stop early, or null
     */
    CodeRun(Script script, World own, Result[] history, Node @Nullable [] path, @Nullable Checkpoints checkpoints) {
        this.script = script;
        this.own = own;
        this.process = script.process();
        this.history = history;
        this.path = path;
        this.checkpoints = checkpoints;
        this.dice = new Dice(script.index(), own.pid(process));
    }

    /** What the code came to. */
    Intent run() {
        Intent ending = play();
        script.alarm().check();
        Intent next = frontier;
        if (next != null) {
            return brokenLaw == null ? next : next.failing(Oracle.CHECK, brokenLaw);
        }
        if (redirect == null && answered < history.length) {
            throw deviates("nothing more", path == null ? "more" : path[answered].intent.say());
        }
        return brokenLaw == null ? ending : Intent.failure(Oracle.CHECK, brokenLaw);
    }

    private Intent play() {
        try {
            decorated = script.decorate(this);
            script.actor().play(this);
        } catch (Unwinding passedOn) {
            return requireOwn(passedOn);
        } catch (CheckFailure failed) {
            return Intent.failure(Oracle.CHECK, String.valueOf(failed.getMessage()));
        } catch (UnfitProtocolException unfit) {
            script.alarm().check();
            throw unfit;
        } catch (KernelRefusedException refused) {
            requireNotUnwound();
            return Intent.refusal(refused + CallSites.in(refused));
        } catch (Exception | LinkageError | AssertionError | StackOverflowError uncaught) {
            requireNotUnwound();
            return Intent.failure(Oracle.UNCAUGHT, uncaught + CallSites.in(uncaught));
        }
        requireNotUnwound();
        return Intent.end();
    }

    private Intent requireOwn(Unwinding passedOn) {
        if (!passedOn.unwinds(this)) {
            throw new UnfitProtocolException(
                    "the code throws what unwound an earlier run of it: it keeps state between runs");
        }
        return Intent.end();
    }

    private void requireNotUnwound() {
        script.alarm().check();
        if (unwound) {
            throw new UnfitProtocolException("the code catches what unwinds it, near "
                    + (frontier == null ? "a checkpoint" : frontier.site())
                    + ": catch what you mean, never Throwable or Error");
        }
    }

    /** Where the search goes on instead, if the code reached a checkpoint that it had been at. */
    @Nullable
    Node redirect() {
        return redirect;
    }

    /** The checkpoint that was passed right before the next call, if any. */
    @Nullable
    CheckpointKey reached() {
        return reached;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The door
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    protected Result ask(Request request) {
        requireOwnThread();
        requireNotGone();
        if (script.reduced() && request.isLocal() && !mayFail(request)) {
            return answerLocally(request);
        }
        if (answered < history.length) {
            return recorded(request);
        }
        frontier = Intent.call(request, phase, CallSites.here());
        throw unwind();
    }

    private boolean mayFail(Request request) {
        return script.mayFail() && !Failures.of(request).isEmpty();
    }

    private Result recorded(Request request) {
        if (path != null) {
            requireSame(path[answered], request);
        }
        if (phase == Phase.IDLE) {
            phase = Phase.BUSY;
        }
        localCalls = 0;
        return history[answered++];
    }

    private void requireSame(Node expected, Request request) {
        if (!request.equals(expected.request())) {
            throw deviates(request + " at " + CallSites.here(), expected.intent.say());
        }
    }

    private UnfitProtocolException deviates(String now, String before) {
        return script.alarm().unfit(deviation.apply(now, before));
    }

    /** With other words for code that asks something else than it did on the given path. */
    CodeRun callingDeviations(BinaryOperator<String> words) {
        deviation = words;
        return this;
    }

    static UnfitProtocolException nondeterministic(String now, String before) {
        return new UnfitProtocolException(nondeterminism(now, before));
    }

    private static String nondeterminism(String now, String before) {
        return "the code is not deterministic: after the same answers it asked " + before + " the first time and "
                + now
                + " the second. It must not depend on a clock, on chance or on state that the port did not give it";
    }

    private Result answerLocally(Request request) {
        if (++localCalls > MOST_LOCAL_CALLS) {
            throw script.alarm()
                    .unfit("the code loops without a call that could change anything, at " + CallSites.here() + ": "
                            + request);
        }
        return machine.run(own, process, request, 0);
    }

    @Override
    protected long chance() {
        return dice.next();
    }

    private void requireOwnThread() {
        if (!Thread.currentThread().equals(thread)) {
            throw script.alarm().foreignThread(CallSites.here());
        }
    }

    /** Code that is being unwound may still close what it opened; it is told the same again. */
    private void requireNotGone() {
        script.alarm().refuse();
        if (unwound) {
            if (++callsWhileUnwinding > MOST_CALLS_WHILE_UNWINDING) {
                script.alarm()
                        .giveUp("the code swallows what unwinds it and goes on calling, at " + CallSites.here()
                                + ": catch what you mean, never Throwable or Error");
            }
            throw unwind();
        }
    }

    private Unwinding unwind() {
        unwound = true;
        return new Unwinding(this);
    }

    @Override
    public void checkpoint(String label, long state) {
        requireOwnThread();
        requireNotGone();
        dice.checkpoint(label, state);
        if (checkpoints == null || answered < history.length || brokenLaw != null) {
            return;
        }
        CheckpointKey key = new CheckpointKey(script.index(), own.pid(process), label, state, round, phase);
        Node known = checkpoints.at(key);
        if (known != null) {
            redirect = known;
            throw unwind();
        }
        reached = key;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The stage
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public Posix posix() {
        return Objects.requireNonNull(decorated, "the decorator made nothing");
    }

    @Override
    public RecordLocks recordLocks() {
        return this::posixLock;
    }

    @Override
    public Processes processes() {
        return new ModelProcesses(this);
    }

    @Override
    public int directory() {
        return Script.DIRECTORY;
    }

    @Override
    public Name name() {
        return script.name();
    }

    @Override
    public void round(int number) {
        phase = Phase.IDLE;
        round = number;
        dice.round(number);
    }

    @Override
    public void inside() {
        stay(Phase.INSIDE_EXCLUSIVE);
    }

    @Override
    public void insideShared() {
        stay(Phase.INSIDE_SHARED);
    }

    private void stay(Phase inside) {
        phase = inside;
        ask(new Stay(inside));
        phase = Phase.BUSY;
    }

    @Override
    public void check(boolean holds, String otherwise) {
        if (!holds) {
            note(otherwise);
            throw new CheckFailure(otherwise);
        }
    }

    /** The code may catch what is thrown, as it may catch any exception: the law is broken all the same. */
    private void note(String otherwise) {
        if (brokenLaw == null && !unwound && answered == history.length) {
            brokenLaw = otherwise;
        }
    }

    @Override
    public void note(int index, int value) {
        requireWord(index);
        ask(new Note(index, value));
    }

    @Override
    public int recall(int index) {
        requireWord(index);
        return (int) ask(new Recall(index)).value();
    }

    private static void requireWord(int index) {
        if (index < 0 || index >= State.WORDS) {
            throw new IllegalArgumentException("there is no word " + index + ": the words of a stage are 0 to "
                    + (State.WORDS - 1) + "; use one of them, or a variable for what only this actor remembers");
        }
    }

    /** A check of the code's own failed. */
    private static final class CheckFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        CheckFailure(String message) {
            super(message);
        }
    }
}
