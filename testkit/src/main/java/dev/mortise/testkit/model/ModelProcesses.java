package dev.mortise.testkit.model;

import dev.mortise.owner.Liveness;
import dev.mortise.owner.ProcessId;
import dev.mortise.owner.Processes;
import java.util.Objects;

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
        return (ProcessId) payload(new ProcessRequests.Identify());
    }

    @Override
    public Liveness liveness(ProcessId process) {
        return (Liveness) payload(new ProcessRequests.Look(process));
    }

    private Object payload(Request request) {
        return Objects.requireNonNull(posix.ask(request).payload());
    }
}
