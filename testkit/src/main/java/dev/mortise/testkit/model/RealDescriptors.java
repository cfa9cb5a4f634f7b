package dev.mortise.testkit.model;

import dev.mortise.posix.Posix;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which descriptors a real process has where its model has others. */
public final class RealDescriptors {

    /** No process opens so many. */
    private static final int NEVER_OPEN = 1 << 29;

    private final Map<Integer, Integer> real = new HashMap<>();
    private final Map<Integer, Map<String, Integer>> listed = new HashMap<>();

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
        listed.remove(model);
    }

    /**
     * The entries that a listing has to show: those that were there when it began, and are there still. Whether one that came or went meanwhile
     * shows, is the file system's own affair.
     */
    Set<String> lasting(int model, Map<String, Integer> now) {
        Map<String, Integer> before = listed.computeIfAbsent(model, fd -> now);
        Set<String> lasting = new HashSet<>(Set.of(".", ".."));
        now.forEach((name, inode) -> {
            if (inode.equals(before.get(name))) {
                lasting.add(name);
            }
        });
        return lasting;
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
