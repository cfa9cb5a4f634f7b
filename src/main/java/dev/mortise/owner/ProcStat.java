package dev.mortise.owner;

/**
 * The fields of {@code /proc/PID/stat} that tell about life.
 *
 * <p>The second field is the command in parentheses and may hold spaces and parentheses itself, so fields are counted from
 * its last one.
 *
 * @param state such as {@code R}, {@code S}, {@code T} (stopped) or {@code Z} (zombie)
 * @param threads number of threads that still exist; a zombie that is only the group's leader has company
 * @param startTicks when it started, in clock ticks since boot
 */
record ProcStat(char state, long threads, long startTicks) {

    private static final int STATE = 3;
    private static final int THREADS = 20;
    private static final int START = 22;

    /**
     * Reads the line.
     *
     * @throws IllegalArgumentException if it is not one
     */
    static ProcStat parse(String line) {
        int command = line.lastIndexOf(')');
        if (command < 0) {
            throw new IllegalArgumentException("no command in /proc/PID/stat: " + line);
        }
        String[] fields = line.substring(command + 1).trim().split(" ", -1);
        if (fields.length <= START - STATE || fields[0].isEmpty()) {
            throw new IllegalArgumentException("too few fields in /proc/PID/stat: " + line);
        }
        return new ProcStat(
                fields[0].charAt(0), Long.parseLong(fields[THREADS - STATE]), Long.parseLong(fields[START - STATE]));
    }

    /** Whether nothing of the process will run again; a leader that ended before its threads is not the end. */
    boolean hasEnded() {
        return (state == 'Z' || state == 'X') && threads <= 1;
    }
}
