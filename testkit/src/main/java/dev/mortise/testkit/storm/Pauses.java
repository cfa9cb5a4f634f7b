package dev.mortise.testkit.storm;

import dev.mortise.posix.Posix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The contenders that are stopped for a while. Only children of this process, and only while they live. */
final class Pauses {

    private final Posix posix;
    private final Map<Child, Long> ends = new LinkedHashMap<>();

    Pauses(Posix posix) {
        this.posix = posix;
    }

    void begin(Child child, long end) {
        signal(child, Posix.SIGSTOP);
        ends.put(child, end);
    }

    boolean has(Child child) {
        return ends.containsKey(child);
    }

    /** Those whose time is over go on. */
    List<Child> endDue(long now) {
        List<Child> due = ends.entrySet().stream()
                .filter(entry -> entry.getValue() <= now)
                .map(Map.Entry::getKey)
                .toList();
        due.forEach(this::end);
        return due;
    }

    void endAll() {
        List.copyOf(ends.keySet()).forEach(this::end);
    }

    /** Whether it was stopped or not. */
    void end(Child child) {
        if (ends.remove(child) != null) {
            signal(child, Posix.SIGCONT);
        }
    }

    private void signal(Child child, int number) {
        if (child.isAlive()) {
            posix.kill((int) child.pid(), number);
        }
    }
}
