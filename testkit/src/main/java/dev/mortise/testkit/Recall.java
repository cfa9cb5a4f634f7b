package dev.mortise.testkit;

import dev.mortise.testkit.model.Machine;
import dev.mortise.testkit.model.Request;
import dev.mortise.testkit.model.Result;

/** Reads one of the words that all actors share; the search answers it, not the kernel. */
record Recall(int index) implements Request {

    @Override
    public Result on(Machine machine) {
        throw new IllegalStateException("the kernel does not know the actors' words");
    }

    @Override
    public String toString() {
        return "word " + index;
    }
}
