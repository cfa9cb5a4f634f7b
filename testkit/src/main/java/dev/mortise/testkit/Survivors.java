package dev.mortise.testkit;

import org.jspecify.annotations.Nullable;

/**
 * From where can everybody finish, and from where can the others when one never moves again? Answered backwards over all
 * transitions of an exhausted search.
 *
 * <p>Only steps and burials are ways out: that another crash or a newborn would help is no consolation.
 *
 * <p>Breadth first numbers a state before most of what follows it, so each pass from the last state to the first settles all but
 * a few cycles; passes are repeated until nothing changes.
 */
final class Survivors {

    /** The bit for "all who are left"; the bits below it are for "all but that actor". */
    private final int everybody;

    private final int actors;
    private final EdgeLog edges;
    private final Budget budget;
    private final short[] ways;

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
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int b = edges.blocks() - 1; b >= 0; b--) {
                budget.check();
                block.load(b);
                changed |= settle(block);
            }
        }
    }

    private boolean settle(EdgeLog.Block block) {
        boolean changed = false;
        for (int i = block.count() - 1; i >= 0; i--) {
            int state = block.first() + i;
            int before = ways[state];
            int now = before | atRest(block.finished(i));
            for (int edge = block.edgesFrom(i); edge < block.edgesTo(i); edge++) {
                now |= ways[block.target(edge)] & through(block.code(edge));
            }
            ways[state] = (short) now;
            changed |= now != before;
        }
        return changed;
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
        return Action.isCode(code, Action.Kind.REAP) ? (everybody << 1) - 1 : 0;
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
        for (int b = 0; b < edges.blocks(); b++) {
            budget.check();
            block.load(b);
            for (int i = 0; i < block.count(); i++) {
                int state = block.first() + i;
                int stuck = block.resting(i) & ~ways[state] & everybody - 1;
                if (stuck != 0) {
                    return new Hostage(state, Integer.numberOfTrailingZeros(stuck));
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
