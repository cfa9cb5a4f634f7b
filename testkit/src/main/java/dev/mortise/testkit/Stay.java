package dev.mortise.testkit;

import dev.mortise.testkit.model.Machine;
import dev.mortise.testkit.model.Request;
import dev.mortise.testkit.model.Result;

/** Being inside: a step, so that others may move before it is over. */
record Stay(Phase inside) implements Request {

    @Override
    public Result on(Machine machine) {
        return Result.of(0);
    }

    @Override
    public String toString() {
        return inside == Phase.INSIDE_SHARED ? "INSIDE (shared)" : "INSIDE";
    }
}
