package dev.mortise.testkit.model;

import dev.mortise.owner.Liveness;
import dev.mortise.owner.ProcessId;
import dev.mortise.owner.Processes;

/** {@link Processes} as a model shows them: a request each, in place of many reads of {@code /proc}. */
public final class ModelProcesses implements Processes {

    private final AskingPosix posix;

    /**
     * Looks through a process's door to the model.
     *
     * @param posix the door
     */
    public ModelProcesses(AskingPosix posix) {
        this.posix = posix;
    }

    @Override
    public ProcessId self() {
        throw new UnsupportedOperationException("self of " + posix);
    }

    @Override
    public Liveness liveness(ProcessId process) {
        throw new UnsupportedOperationException("liveness of " + process);
    }
}
