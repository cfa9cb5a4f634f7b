package dev.mortise.testkit;

import dev.mortise.testkit.model.Result;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Holds checkpoints to their word. A merger said that two histories go on alike; the search went on from one of them only. Here the code
 * runs with the <em>other</em> one, through everything that the search saw below the merger, and must ask for the same
 * calls.
 */
final class Audit {

    private final Pulse pulse;
    private final int mostRuns;
    private long runs;

    /**
     * Makes an audit.
     *
     * @param mostRuns most runs of code for one merger: those nearest to it come first
     */
    Audit(Pulse pulse, int mostRuns) {
        this.pulse = pulse;
        this.mostRuns = mostRuns;
    }

    private record Task(Node node, List<Result> history) {}

    void run(Iterable<Trie.Merger> mergers) {
        for (Trie.Merger merger : mergers) {
            run(merger);
        }
    }

    private void run(Trie.Merger merger) {
        Deque<Task> tasks = new ArrayDeque<>();
        Set<Node> seen = new HashSet<>();
        tasks.add(new Task(merger.into(), merger.history()));
        for (int done = 0; done < mostRuns && !tasks.isEmpty(); done++) {
            Task task = tasks.poll();
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
        runs++;
        pulse.codeStarts(merger.script().letter());
        Intent real;
        try {
            real = new CodeRun(merger.script(), merger.own(), task.history().toArray(Result[]::new), null, null).run();
        } finally {
            pulse.codeEnded();
        }
        Intent represented = task.node().intent;
        if (!represented.isSame(real)) {
            throw new UnfitProtocolException(
                    "unsound checkpoint: after two histories that it calls alike, the code asked "
                            + represented.say() + " and " + real.say()
                            + ". What it still remembers must be in the checkpoint's state");
        }
    }

    long runs() {
        return runs;
    }
}
