package dev.mortise.benchmarks;

import java.util.List;
import java.util.Map;

/** A part of a page that can be measured by itself. */
interface Chapter {

    /** Lets every contender have its turn. */
    void measure(int round) throws Exception;

    /** A heading, what was done, and tables, in Markdown. */
    List<String> lines();

    /** Who was left out and why, and what else the reader must know. */
    List<String> conditions();

    /** What was measured, by name. */
    Map<String, Table> tables();
}
