package dev.mortise.testkit;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * From where can everybody finish, and from where can the others when one never moves again? Answered backwards over all
 * transitions of an exhausted search.
 *
 * <p>Only steps and burials are ways out: that another crash or a newborn would help is no consolation.
 *
 * <p>Breadth first numbers a state before most of what follows it, so a pass from the last state to the first settles all but what
 * depends on the few transitions that lead back. Those are kept aside; as long as one of them has more to tell, the pass is repeated.
 */
final class Survivors {

    /** The bit for "all who are left"; the bits below it are for "all but that actor". */
    private final int everybody;

    private final int actors;
    private final EdgeLog edges;
    private final Budget budget;
    private final short[] ways;
    private final BackEdges back = new BackEdges();
    /** Blocks with a state from which the others cannot finish without one who rests. */
    private final BitSet suspects = new BitSet();

    /** A state from which the others cannot finish without one actor. */
    record Hostage(int state, int actor) {}

    Survivors(EdgeLog edges, int actors, Budget budget) {
        this.edges = edges;
        this.budget = budget;
        this.actors = actors;
        this.everybody = 1 << actors;
        this.ways = new short[edges.states()];
        settle();
    }

    private void settle() {
        EdgeLog.Block block = edges.new Block();
        do {
            back.clear();
            suspects.clear();
            for (int b = edges.blocks() - 1; b >= 0; b--) {
                budget.check();
                block.load(b);
                suspects.set(b, settle(block));
            }
        } while (back.any(this::hasMoreToTell));
    }

    /** Whether somebody rests there whom the others seem to need. */
    private boolean settle(EdgeLog.Block block) {
        boolean suspect = false;
        for (int i = block.count() - 1; i >= 0; i--) {
            int state = block.first() + i;
            int now = ways[state] | atRest(block.finished(i));
            for (int edge = block.edgesFrom(i); edge < block.edgesTo(i); edge++) {
                int target = block.target(edge);
                int through = through(block.code(edge));
                now |= ways[target] & through;
                if (target < state && through != 0) {
                    back.add(state, target, block.code(edge));
                }
            }
            ways[state] = (short) now;
            suspect |= stuck(block, i) != 0;
        }
        return suspect;
    }

    private boolean hasMoreToTell(int state, int target, int code) {
        return (ways[target] & through(code) & ~ways[state]) != 0;
    }

    /** Who rests in a state and is needed by the others. */
    private int stuck(EdgeLog.Block block, int index) {
        return block.resting(index) & ~ways[block.first() + index] & everybody - 1;
    }

    /** Who has finished right here. */
    private int atRest(int finished) {
        int all = everybody - 1;
        int result = (finished & all) == all ? everybody : 0;
        for (int actor = 0; actor < actors; actor++) {
            if (((finished | 1 << actor) & all) == all) {
                result |= 1 << actor;
            }
        }
        return result;
    }

    /** Whose ways lead through an action: a step is no way for those who count on that actor standing still. */
    private int through(int code) {
        if (Action.isCode(code, Action.Kind.STEP)) {
            return (everybody << 1) - 1 & ~(1 << Action.indexOf(code));
        }
        return EdgeLog.isWay(code) ? (everybody << 1) - 1 : 0;
    }

    /** The first state from which no schedule lets the survivors finish, or -1. */
    int wedge() {
        for (int state = 0; state < ways.length; state++) {
            if ((ways[state] & everybody) == 0) {
                return state;
            }
        }
        return -1;
    }

    /** The first state from which the others cannot finish without one who rests. */
    @Nullable
    Hostage hostage() {
        EdgeLog.Block block = edges.new Block();
        for (int b = suspects.nextSetBit(0); b >= 0; b = suspects.nextSetBit(b + 1)) {
            budget.check();
            block.load(b);
            for (int i = 0; i < block.count(); i++) {
                int stuck = stuck(block, i);
                if (stuck != 0) {
                    return new Hostage(block.first() + i, Integer.numberOfTrailingZeros(stuck));
                }
            }
        }
        return null;
    }

    /** How many states are such that the survivors cannot finish. */
    int wedged() {
        int count = 0;
        for (short way : ways) {
            count += (way & everybody) == 0 ? 1 : 0;
        }
        return count;
    }
}
