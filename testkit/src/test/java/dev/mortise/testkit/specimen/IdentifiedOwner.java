package dev.mortise.testkit.specimen;

import dev.mortise.owner.Liveness;
import dev.mortise.owner.ProcessId;
import dev.mortise.owner.Processes;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;

/** {@link BarePid} cured: an owner is a process number and the tick at which that process started. */
final class IdentifiedOwner extends GuardedPidFile {

    private final Processes processes;

    IdentifiedOwner(Posix posix, Processes processes, int directory, Name name) {
        super(posix, directory, name);
        this.processes = processes;
    }

    static String label(ProcessId id) {
        return id.pid() + " " + id.startTicks();
    }

    @Override
    String own() {
        return label(processes.self());
    }

    @Override
    boolean isDead(String text) {
        String[] words = text.split(" ", -1);
        ProcessId here = processes.self();
        ProcessId owner = new ProcessId(
                Integer.parseInt(words[0]), Long.parseLong(words[1]), here.bootId(), here.pidNamespace(), here.host());
        return processes.liveness(owner).state() == Liveness.State.DEAD;
    }

    /** The draft of whoever had this number before may still lie there. */
    @Override
    void prepare() {
        draft.remove();
        super.prepare();
    }
}
