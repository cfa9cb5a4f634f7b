package dev.mortise.testkit;

import dev.mortise.testkit.model.Machine;
import dev.mortise.testkit.model.Request;
import dev.mortise.testkit.model.Result;

/** Writes one of the words that all actors share; the search keeps them, not the kernel. */
record Note(int index, int value) implements Request {

    @Override
    public Result on(Machine machine) {
        return Result.of(0);
    }

    @Override
    public String toString() {
        return "word " + index + " := " + value;
    }
}
