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

    State(World world, Node[] at, int[] words, int crashes) {
        this.world = world;
        this.at = at;
        this.words = words;
        this.crashes = crashes;
    }

    State at(int actor, Node node, World newWorld, int[] newWords) {
        Node[] nodes = at.clone();
        nodes[actor] = node;
        return new State(newWorld, nodes, newWords, crashes);
    }

    State world(World newWorld) {
        return new State(newWorld, at, words, crashes);
    }

    State killed(World newWorld) {
        return new State(newWorld, at, words, crashes - 1);
    }

    /** Never zero, which means an empty place in the table. */
    long hash(int[] processOf) {
        long hash = world.hash() + crashes * 0x9E3779B97F4A7C15L;
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
