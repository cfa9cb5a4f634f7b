package dev.mortise.testkit.model;

/** What a file holds: immutable, and equal ones have equal hashes. */
interface Body {

    /** As {@code stat} tells it. */
    long size();

    /** Of all that can be read from it. */
    long hash();
}
