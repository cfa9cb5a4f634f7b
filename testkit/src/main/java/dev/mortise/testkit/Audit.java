package dev.mortise.testkit;

import dev.mortise.testkit.model.Result;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds checkpoints to their word. A merger said that two histories go on alike; the search went on from one of them only. Here the code
 * runs with the <em>other</em> one, through everything that the search saw below the merger, and must ask for the same
 * calls.
 *
 * <p>Code that counts how often it went round a loop shows itself late. So it is sent round every loop that a merger closes, many
 * times, and what lies below is looked at again from there.
 */
final class Audit {

    /** Code that gives up after more turns than this is not found out. */
    private static final int MOST_LAPS = 1000;

    /** After so many turns everything below the loop is looked at once more. */
    private static final int LAPS = 16;

    private final List<Trie.Merger> mergers;
    private final Pulse pulse;
    private final Budget budget;
    private int done;
    private long runs;

    Audit(List<Trie.Merger> mergers, Pulse pulse, Budget budget) {
        this.mergers = mergers;
        this.pulse = pulse;
        this.budget = budget;
    }

    private record Task(Node node, List<Result> history) {}

    void run() {
        for (Trie.Merger merger : mergers) {
            below(merger, merger.history());
            List<Turn> lap = lap(merger);
            if (!lap.isEmpty()) {
                goRound(merger, lap);
                below(merger, after(merger, lap, LAPS));
            }
            done++;
        }
    }

    private void below(Trie.Merger merger, List<Result> history) {
        Deque<Task> tasks = new ArrayDeque<>();
        Set<Node> seen = new HashSet<>();
        tasks.add(new Task(merger.into(), history));
        while (!tasks.isEmpty()) {
            Task task = tasks.remove();
            requireAlike(merger, task);
            if (seen.add(task.node())) {
                addChildren(task, tasks);
            }
        }
    }

    private static void addChildren(Task task, Deque<Task> tasks) {
        for (int i = 0; i < task.node().childCount(); i++) {
            List<Result> longer = new ArrayList<>(task.history());
            longer.add(task.node().answer(i));
            tasks.add(new Task(task.node().child(i), longer));
        }
    }

    private void requireAlike(Trie.Merger merger, Task task) {
        Intent real = run(merger, new CodeRun(merger.script(), merger.own(), answers(task.history()), null, null));
        Intent represented = task.node().intent;
        if (!represented.isSame(real)) {
            throw unsound(represented.say() + " and " + real.say());
        }
    }

    private static Result[] answers(List<Result> history) {
        return history.toArray(Result[]::new);
    }

    private Intent run(Trie.Merger merger, CodeRun code) {
        budget.check();
        runs++;
        pulse.codeStarts(merger.script().letter());
        try {
            return code.run();
        } finally {
            pulse.codeEnded();
        }
    }

    private static UnfitProtocolException unsound(String asked) {
        return new UnfitProtocolException(unsoundness(asked));
    }

    private static String unsoundness(String asked) {
        return "unsound checkpoint: after two histories that it calls alike, the code asked " + asked
                + ". What it still remembers must be in the checkpoint's state";
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Loops
    // ---------------------------------------------------------------------------------------------------------------

    /** One call on the way round a loop, and its answer. */
    private record Turn(Node node, Result answer) {}

    /** The shortest way from the merger back to itself that ends as its history ended; empty if there is none. */
    private static List<Turn> lap(Trie.Merger merger) {
        Node last = merger.from();
        if (last == null) {
            return List.of();
        }
        Map<Node, @Nullable Turn> cameBy = cameBy(merger.into());
        if (!cameBy.containsKey(last)) {
            return List.of();
        }
        List<Turn> lap = new ArrayList<>();
        lap.add(new Turn(last, merger.history().get(merger.history().size() - 1)));
        for (Turn turn = cameBy.get(last); turn != null; turn = cameBy.get(turn.node())) {
            lap.add(turn);
        }
        Collections.reverse(lap);
        return lap;
    }

    private static Map<Node, @Nullable Turn> cameBy(Node start) {
        Map<Node, @Nullable Turn> cameBy = new HashMap<>();
        Deque<Node> open = new ArrayDeque<>();
        cameBy.put(start, null);
        open.add(start);
        while (!open.isEmpty()) {
            Node node = open.remove();
            for (int i = 0; i < node.childCount(); i++) {
                if (!cameBy.containsKey(node.child(i))) {
                    cameBy.put(node.child(i), new Turn(node, node.answer(i)));
                    open.add(node.child(i));
                }
            }
        }
        return cameBy;
    }

    private static List<Result> after(Trie.Merger merger, List<Turn> lap, int times) {
        List<Result> history = new ArrayList<>(merger.history());
        for (int i = 0; i < times; i++) {
            lap.forEach(turn -> history.add(turn.answer()));
        }
        return history;
    }

    /** In one run: each call on the way is held to the one that the search saw. */
    private void goRound(Trie.Merger merger, List<Turn> lap) {
        List<Node> path = new ArrayList<>(Arrays.asList(Trie.path(merger.from())));
        for (int i = 0; i < MOST_LAPS; i++) {
            lap.forEach(turn -> path.add(turn.node()));
        }
        Result[] history = answers(after(merger, lap, MOST_LAPS));
        CodeRun code = new CodeRun(merger.script(), merger.own(), history, path.toArray(Node[]::new), null)
                .callingDeviations((now, before) -> unsoundness(before + " and " + now));
        Intent end = run(merger, code);
        if (!merger.into().intent.isSame(end)) {
            throw unsound(merger.into().intent.say() + " and " + end.say());
        }
    }

    /** How far it came, in words. */
    String reach() {
        return done + " of " + mergers.size() + " meetings at checkpoints were audited";
    }

    long runs() {
        return runs;
    }
}
