package dev.mortise.posix;

import static dev.mortise.posix.Results.must;

import java.nio.file.Path;

/** A kernel that has other programs, {@code /proc} and mounts. */
interface RealGround extends Ground {

    /** The backend's name, by which a child JVM opens it too. */
    String backend();

    /** Makes a FIFO in {@link #here}. */
    void fifo(String name);

    /** A path in {@link #here} for the JDK's own calls. */
    default Path jdk(String name) {
        return Path.of(here().base(), name);
    }

    /** Starts a program with an empty environment; it does not outlive the test. */
    default int start(int[] inherited, String... argv) {
        byte[][] arguments = new byte[argv.length][];
        for (int i = 0; i < argv.length; i++) {
            arguments[i] = z(argv[i]);
        }
        return child(posix().spawn(z(argv[0]), arguments, new byte[0][], inherited));
    }

    /** Takes charge of a child, which is killed and buried with the test; it must not be an error. */
    int child(int pid);

    /** Runs a shell's script to its end. */
    default int shell(String script) {
        return await(start(new int[0], "/bin/sh", "-c", script));
    }

    /** Buries a child, whatever interrupts. */
    int await(int pid);

    default void killAndBury(int pid) {
        must(posix().kill(pid, Posix.SIGKILL));
        await(pid);
    }
}
