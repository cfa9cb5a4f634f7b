package dev.mortise.testkit;

import dev.mortise.testkit.model.Request;
import dev.mortise.testkit.model.Result;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One distinct local history of an actor: the answers that it got so far, as a path from the root, and what it asks next. The code
 * ran once to find that out; the search only follows the edges.
 */
final class Node {

    final int id;
    final @Nullable Node parent;
    /** The answer that led here from the parent; meaningless in a root. */
    final Result via;

    final Intent intent;
    final long hash;

    private Result[] answers = new Result[1];
    private Node[] children = new Node[1];
    private int count;

    Node(int id, @Nullable Node parent, Result via, Intent intent, long hash) {
        this.id = id;
        this.parent = parent;
        this.via = via;
        this.intent = intent;
        this.hash = hash;
    }

    /** The next call, or null when the code is over. */
    @Nullable
    Request request() {
        return intent.request();
    }

    Phase phase() {
        return intent.phase();
    }

    @Nullable
    Node child(Result answer) {
        for (int i = 0; i < count; i++) {
            if (answers[i].equals(answer)) {
                return children[i];
            }
        }
        return null;
    }

    void add(Result answer, Node child) {
        if (count == answers.length) {
            answers = Arrays.copyOf(answers, count * 2);
            children = Arrays.copyOf(children, count * 2);
        }
        answers[count] = answer;
        children[count++] = child;
    }

    int childCount() {
        return count;
    }

    Result answer(int index) {
        return answers[index];
    }

    Node child(int index) {
        return children[index];
    }

    /** The answers from the root to here. */
    Result[] history() {
        int depth = 0;
        for (Node node = this; node.parent != null; node = node.parent) {
            depth++;
        }
        Result[] history = new Result[depth];
        for (Node node = this; node.parent != null; node = node.parent) {
            history[--depth] = node.via;
        }
        return history;
    }
}
