package dev.mortise.testkit;

import dev.mortise.testkit.model.Mix;
import dev.mortise.testkit.model.Result;
import dev.mortise.testkit.model.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every actor's code does after every history of answers: computed by running the code once for each, remembered ever after.
 *
 * <p>A retry loop makes histories endless. At its head the code says what it still remembers; two histories that agree there
 * are one from then on, which turns the loop into a cycle. Each such merger is kept for the {@link Audit}.
 */
final class Trie {

    private static final Result ROOT = Result.of(0);

    /**
     * Two histories that the code itself declared to go on alike.
     *
     * @param from the node whose last answer led here; null at the very start
     */
    record Merger(Script script, World own, @Nullable Node from, List<Result> history, Node into) {}

    private boolean merging;
    private final Pulse pulse;

    private record Birth(int actor, int pid) {}

    private final Map<Birth, Node> roots = new HashMap<>();
    private final Map<CheckpointKey, Node> checkpoints = new HashMap<>();
    private final List<Merger> mergers = new ArrayList<>();
    private int nodes;
    private long codeRuns;

    Trie(boolean merging, Pulse pulse) {
        this.merging = merging;
        this.pulse = pulse;
    }

    /** From here on histories that meet at a checkpoint become one. */
    void startMerging() {
        merging = true;
    }

    /** What an actor does first; it may know its process's number from its start. */
    Node root(Script script, World own) {
        Birth birth = new Birth(script.index(), own.pid(script.process()));
        Node known = roots.get(birth);
        if (known == null) {
            known = compute(script, own, null, ROOT);
            roots.put(birth, known);
        }
        return known;
    }

    /** What an actor does after another answer. */
    Node next(Script script, World own, Node from, Result answer) {
        Node known = from.child(answer);
        if (known != null) {
            return known;
        }
        Node computed = compute(script, own, from, answer);
        from.add(answer, computed);
        return computed;
    }

    private Node compute(Script script, World own, @Nullable Node parent, Result via) {
        Node[] path = path(parent);
        Result[] history = history(parent, via);
        CodeRun run = new CodeRun(script, own, history, path, merging ? checkpoints::get : null);
        Intent intent = watch(script, run);
        requireTheSame(script, intent, run, new CodeRun(script, own, history, path, merging ? checkpoints::get : null));
        Node known = run.redirect();
        if (known != null) {
            mergers.add(new Merger(script, own, parent, List.of(history), known));
            return known;
        }
        int id = nodes++;
        Node node = new Node(id, parent, via, intent, Mix.of(script.index() + 1L, id));
        CheckpointKey reached = run.reached();
        if (merging && reached != null) {
            checkpoints.putIfAbsent(reached, node);
        }
        return node;
    }

    /** Code is run once more right away: state that it keeps between runs shows at once, and not only when chance has it. */
    private void requireTheSame(Script script, Intent first, CodeRun before, CodeRun again) {
        Intent second = watch(script, again);
        boolean sameWay = before.redirect() == again.redirect() && first.isSame(second);
        if (!sameWay) {
            throw CodeRun.nondeterministic(second.say(), first.say());
        }
    }

    private Intent watch(Script script, CodeRun run) {
        codeRuns++;
        pulse.codeStarts(script.letter());
        try {
            return run.run();
        } finally {
            pulse.codeEnded();
            script.alarm().check();
        }
    }

    /** The nodes from the root to this one. */
    static Node[] path(@Nullable Node last) {
        List<Node> path = new ArrayList<>();
        for (Node node = last; node != null; node = node.parent) {
            path.add(0, node);
        }
        return path.toArray(Node[]::new);
    }

    private static Result[] history(@Nullable Node parent, Result via) {
        if (parent == null) {
            return new Result[0];
        }
        Result[] before = parent.history();
        Result[] history = Arrays.copyOf(before, before.length + 1);
        history[before.length] = via;
        return history;
    }

    List<Merger> mergers() {
        return List.copyOf(mergers);
    }

    int nodes() {
        return nodes;
    }

    long codeRuns() {
        return codeRuns;
    }
}
