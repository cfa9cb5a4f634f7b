package dev.mortise.testkit;

import java.util.Arrays;

/** The strongly connected components of a graph, by Tarjan's algorithm without recursion. */
final class Components {

    private static final int NEW = -1;

    private final int[] firstEdge;
    private final int[] targets;
    private final int[] component;
    private final int[] order;
    private final int[] low;
    private final int[] nextEdge;
    private final Budget budget;
    private final Stack open = new Stack();
    private final Stack path = new Stack();
    private int visited;
    private int count;

    /** Ints, last in first out. */
    private static final class Stack {
        private int[] values = new int[1024];
        private int size;

        void push(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        int pop() {
            return values[--size];
        }

        int peek() {
            return values[size - 1];
        }

        boolean isEmpty() {
            return size == 0;
        }
    }

    /**
     * Divides a graph.
     *
     * @param firstEdge for each node its first edge, and one entry more
     * @param targets for each edge where it leads
     */
    Components(int[] firstEdge, int[] targets, Budget budget) {
        int nodes = firstEdge.length - 1;
        this.firstEdge = firstEdge;
        this.targets = targets;
        this.budget = budget;
        this.component = filled(nodes);
        this.order = filled(nodes);
        this.low = new int[nodes];
        this.nextEdge = Arrays.copyOf(firstEdge, nodes);
        for (int node = 0; node < nodes; node++) {
            if (order[node] == NEW) {
                visit(node);
            }
        }
    }

    private static int[] filled(int length) {
        int[] array = new int[length];
        Arrays.fill(array, NEW);
        return array;
    }

    private void visit(int root) {
        enter(root);
        while (!path.isEmpty()) {
            int node = path.peek();
            if (nextEdge[node] < firstEdge[node + 1]) {
                follow(node, targets[nextEdge[node]++]);
            } else {
                path.pop();
                leave(node);
            }
        }
    }

    private void enter(int node) {
        budget.check();
        order[node] = visited;
        low[node] = visited++;
        open.push(node);
        path.push(node);
    }

    private void follow(int node, int target) {
        if (order[target] == NEW) {
            enter(target);
        } else if (component[target] == NEW) {
            low[node] = Math.min(low[node], order[target]);
        }
    }

    private void leave(int node) {
        if (low[node] == order[node]) {
            int member;
            do {
                member = open.pop();
                component[member] = count;
            } while (member != node);
            count++;
        }
        if (!path.isEmpty()) {
            int parent = path.peek();
            low[parent] = Math.min(low[parent], low[node]);
        }
    }

    int count() {
        return count;
    }

    int of(int node) {
        return component[node];
    }
}
