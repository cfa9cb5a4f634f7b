package dev.mortise.testkit.model;

import dev.mortise.posix.Posix;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which descriptors a real process has where its model has others. */
public final class RealDescriptors {

    /** No process opens so many. */
    private static final int NEVER_OPEN = 1 << 29;

    private final Map<Integer, Integer> real = new HashMap<>();

    /**
     * Of a process that has nothing open but the scenario's directory.
     *
     * @param directory the real descriptor of that
     */
    public RealDescriptors(int directory) {
        real.put(World.WORKING_DIRECTORY, directory);
    }

    /**
     * Notes that the same was opened in both.
     *
     * @param model the model's number
     * @param number the real one
     */
    public void bind(int model, int number) {
        real.put(model, number);
    }

    /** What is not open in the model is not open in the process: both say EBADF. The working directory is the scenario's. */
    int of(int model) {
        int known = model == Posix.AT_FDCWD ? World.WORKING_DIRECTORY : model;
        return real.getOrDefault(known, NEVER_OPEN);
    }

    void drop(int model) {
        real.remove(model);
    }

    /**
     * Lists what is to be closed.
     *
     * @return the real numbers of all that is open
     */
    public List<Integer> open() {
        return List.copyOf(real.values());
    }
}
