package dev.mortise.testkit;

import dev.mortise.testkit.model.Mix;
import dev.mortise.testkit.model.World;

/** Everything: the kernel, where each actor's code stands, the words they share, and what the adversary may still do. */
final class State {

    static final int WORDS = 8;

    final World world;
    final Node[] at;
    final int[] words;
    final int crashes;
    final int cuts;

    /** Without power, while what the disk has is decided. */
    final boolean dark;

    final Trouble trouble;

    State(World world, Node[] at, int[] words, int crashes, int cuts, boolean dark, Trouble trouble) {
        this.world = world;
        this.at = at;
        this.words = words;
        this.crashes = crashes;
        this.cuts = cuts;
        this.dark = dark;
        this.trouble = trouble;
    }

    State at(int actor, Node node, World newWorld, int[] newWords) {
        Node[] nodes = at.clone();
        nodes[actor] = node;
        return new State(newWorld, nodes, newWords, crashes, cuts, dark, trouble);
    }

    State world(World newWorld) {
        return new State(newWorld, at, words, crashes, cuts, dark, trouble);
    }

    State trouble(Trouble newTrouble) {
        return new State(world, at, words, crashes, cuts, dark, newTrouble);
    }

    State off(World newWorld) {
        return new State(newWorld, at, words, crashes, cuts - 1, true, trouble);
    }

    State on(World newWorld, Node[] begun) {
        return new State(newWorld, begun, words, crashes, cuts, false, trouble);
    }

    State killed(World newWorld) {
        return new State(newWorld, at, words, crashes - 1, cuts, dark, trouble);
    }

    /** Never zero, which means an empty place in the table. */
    long hash(int[] processOf) {
        long hash = world.hash()
                + crashes * 0x9E3779B97F4A7C15L
                + cuts * 0xC2B2AE3D27D4EB4FL
                + (dark ? 0x165667B19E3779F9L : 0)
                + trouble.stateHash();
        for (int actor = 0; actor < at.length; actor++) {
            hash += isAlive(processOf[actor]) ? Mix.of(actor + 17L, at[actor].hash) : actor;
        }
        for (int i = 0; i < WORDS; i++) {
            if (words[i] != 0) {
                hash += Mix.of(i + 1000L, words[i]);
            }
        }
        return hash == 0 ? 1 : hash;
    }

    boolean isAlive(int process) {
        return world.life(process) == dev.mortise.testkit.model.Life.ALIVE;
    }
}
