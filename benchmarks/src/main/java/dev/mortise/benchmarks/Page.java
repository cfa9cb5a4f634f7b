package dev.mortise.benchmarks;

import java.util.List;

/** A page of {@code docs/benchmarks}: what it measures in each round, and what it says in the end. */
interface Page {

    /** Lets every contender have its turn. */
    void measure(int round) throws Exception;

    /** The title, an explanation and the tables, in Markdown. */
    List<String> lines();

    /** How it was measured: one sentence for each thing that the reader must know, who was left out and why among them. */
    List<String> conditions();
}
