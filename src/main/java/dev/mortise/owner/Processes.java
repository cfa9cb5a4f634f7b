package dev.mortise.owner;

import dev.mortise.posix.Posix;

/**
 * Who am I, and does that process live? On a real kernel the answers come from {@code /proc}; a simulated kernel brings
 * its own.
 *
 * <p>The answer is evidence for people and for foreign records. It never decides about a lock of Mortise's own: the
 * kernel does.
 */
public interface Processes {

    /**
     * Looks through a door to the kernel.
     *
     * @param posix the door
     * @return processes as {@code /proc} shows them
     */
    static Processes of(Posix posix) {
        return new ProcfsProcesses(posix);
    }

    /**
     * Identifies this process.
     *
     * @return all that can be told about it
     */
    ProcessId self();

    /**
     * Tells whether a process lives.
     *
     * @param process as it was recorded
     * @return {@code DEAD} only on proof: no process has the number, only a thread has it, a zombie has it, or a process
     *     that started at another time. {@code UNKNOWN} for another machine, boot or pid namespace
     */
    Liveness liveness(ProcessId process);
}
