package dev.mortise.testkit;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds livelocks: circles of states round which all who are left can go for ever, although nobody is held up by one that stands
 * still.
 *
 * <p>A circle counts only if it is fair: each who is left takes a step in it, or waits in the kernel somewhere in it. One that polls
 * while another stays inside goes in circles too, but only for as long as that other one does not move. And no zombie stays for ever:
 * where one could be buried, a circle ends with its burial.
 *
 * <p>Most states lie on no circle: those from which every way ends are taken away first, backwards as in {@link Survivors}. What is left is
 * divided into its strongly connected components.
 */
final class Circles {

    /** Transitions on endless ways are numbered by ints. */
    private static final int MOST_EDGES = 1 << 30;

    private final EdgeLog edges;
    private final int actors;
    private final Budget budget;
    private final int mostEdges;
    private final BitSet endless;
    private final int[] states;
    private final int[] firstEdge;
    private final int[] targets;
    private final byte[] codes;
    private final byte[] finished;
    private final byte[] waits;
    private final BitSet unburied = new BitSet();
    private final Components components;

    /** The first state on a fair circle. */
    record Circle(int state, int size, String who) {}

    Circles(EdgeLog edges, int actors, Budget budget) {
        this(edges, actors, budget, MOST_EDGES);
    }

    Circles(EdgeLog edges, int actors, Budget budget, int mostEdges) {
        this.edges = edges;
        this.actors = actors;
        this.budget = budget;
        this.mostEdges = mostEdges;
        this.endless = endless();
        int count = endless.cardinality();
        this.states = endless.stream().toArray();
        this.firstEdge = new int[count + 1];
        this.finished = new byte[count];
        this.waits = new byte[count];
        int edgeCount = countEdges();
        this.targets = new int[edgeCount];
        this.codes = new byte[edgeCount];
        fillEdges();
        this.components = new Components(firstEdge, targets, budget);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // States from which some way never ends
    // ---------------------------------------------------------------------------------------------------------------

    private BitSet endless() {
        BitSet rest = new BitSet(edges.states());
        rest.set(0, edges.states());
        EdgeLog.Block block = edges.new Block();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int last = rest.length() - 1; last >= 0; last = rest.previousSetBit(block.first() - 1)) {
                budget.check();
                block.load(EdgeLog.blockOf(last));
                changed |= trim(block, rest);
            }
        }
        return rest;
    }

    private static boolean trim(EdgeLog.Block block, BitSet rest) {
        boolean changed = false;
        for (int i = block.count() - 1; i >= 0; i--) {
            int state = block.first() + i;
            if (rest.get(state) && allEnd(block, i, rest)) {
                rest.clear(state);
                changed = true;
            }
        }
        return changed;
    }

    private static boolean allEnd(EdgeLog.Block block, int index, BitSet rest) {
        for (int edge = block.edgesFrom(index); edge < block.edgesTo(index); edge++) {
            if (EdgeLog.isWay(block.code(edge)) && rest.get(block.target(edge))) {
                return false;
            }
        }
        return true;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The graph between them
    // ---------------------------------------------------------------------------------------------------------------

    private interface Visitor {
        void visit(int index, int code, int target);
    }

    private int countEdges() {
        int[] total = {0};
        eachEdge((index, code, target) -> {
            firstEdge[index + 1]++;
            if (++total[0] > mostEdges) {
                throw new LimitReachedException("more than " + mostEdges
                        + " transitions on endless ways, which are too many to look for livelocks in");
            }
        });
        for (int i = 0; i < states.length; i++) {
            firstEdge[i + 1] += firstEdge[i];
        }
        return total[0];
    }

    private void fillEdges() {
        int[] next = Arrays.copyOf(firstEdge, states.length);
        eachEdge((index, code, target) -> {
            codes[next[index]] = (byte) code;
            targets[next[index]++] = target;
        });
    }

    private void eachEdge(Visitor visitor) {
        EdgeLog.Block block = edges.new Block();
        int index = 0;
        for (int b = 0; b < edges.blocks() && index < states.length; b++) {
            budget.check();
            block.load(b);
            while (index < states.length && states[index] < block.first() + block.count()) {
                eachEdge(block, index++, visitor);
            }
        }
    }

    private void eachEdge(EdgeLog.Block block, int index, Visitor visitor) {
        int inBlock = states[index] - block.first();
        finished[index] = (byte) block.finished(inBlock);
        int movers = 0;
        for (int edge = block.edgesFrom(inBlock); edge < block.edgesTo(inBlock); edge++) {
            movers |= mover(block.code(edge));
            if (Action.isCode(block.code(edge), Action.Kind.REAP)) {
                unburied.set(index);
            }
            if (EdgeLog.isWay(block.code(edge)) && endless.get(block.target(edge))) {
                visitor.visit(index, block.code(edge), Arrays.binarySearch(states, block.target(edge)));
            }
        }
        waits[index] = (byte) ~(movers | finished[index]);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Fair circles
    // ---------------------------------------------------------------------------------------------------------------

    /** The circle whose first state was reached first, or null. */
    @Nullable
    Circle first() {
        int count = components.count();
        int[] sizes = new int[count];
        int[] movers = new int[count];
        int[] waiters = new int[count];
        boolean[] turns = new boolean[count];
        for (int index = 0; index < states.length; index++) {
            budget.check();
            int component = components.of(index);
            sizes[component]++;
            waiters[component] |= waits[index];
            for (int edge = firstEdge[index]; edge < firstEdge[index + 1]; edge++) {
                if (components.of(targets[edge]) == component) {
                    turns[component] = true;
                    movers[component] |= mover(codes[edge]);
                }
            }
        }
        for (int index = 0; index < states.length; index++) {
            int component = components.of(index);
            int fair = movers[component] | waiters[component] | finished[index];
            if (turns[component] && (fair & everybody()) == everybody() && !unburied.get(index)) {
                return new Circle(states[index], sizes[component], letters(movers[component]));
            }
        }
        return null;
    }

    private int everybody() {
        return (1 << actors) - 1;
    }

    private static int mover(int code) {
        return Action.isCode(code, Action.Kind.STEP) ? 1 << Action.indexOf(code) : 0;
    }

    private String letters(int movers) {
        StringBuilder letters = new StringBuilder();
        for (int actor = 0; actor < actors; actor++) {
            if ((movers >> actor & 1) != 0) {
                letters.append(letters.isEmpty() ? "" : ", ").append(Schedule.letter(actor));
            }
        }
        return letters.toString();
    }
}
