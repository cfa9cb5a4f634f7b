package dev.mortise.cli;

import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.Posix;
import java.util.ArrayList;
import java.util.List;

/** A command that is to be executed, and where it is looked for: as {@code execvp(3)} does it. */
final class Program {

    private static final String DEFAULT_PATH = "/bin:/usr/bin";
    private static final String SHELL = "/bin/sh";
    private static final int EXECUTABLE = 0111;

    private final Posix posix;
    private final List<String> words;
    private final Environment environment;
    private final List<Integer> ignored;

    /**
     * Describes a command.
     *
     * @param words its name, and its arguments
     * @param ignored the signals that it ignores from its start
     */
    Program(Posix posix, List<String> words, Environment environment, List<Integer> ignored) {
        this.posix = posix;
        this.words = words;
        this.environment = environment;
        this.ignored = ignored;
    }

    String name() {
        return words.get(0);
    }

    /**
     * Starts it.
     *
     * @param inherited descriptors that it gets
     * @return its pid, or {@code -errno} of the most telling failure
     */
    int start(int... inherited) {
        int refused = -Errno.ENOENT;
        for (String path : candidates()) {
            int started = ignored.isEmpty() ? start(path, inherited) : startIgnoring(path, inherited);
            boolean elsewhere = started == -Errno.ENOENT || started == -Errno.ENOTDIR || started == -Errno.EACCES;
            if (!elsewhere) {
                return started;
            }
            if (started == -Errno.EACCES) {
                refused = started;
            }
        }
        return refused;
    }

    private List<String> candidates() {
        if (name().contains("/")) {
            return List.of(name());
        }
        List<String> candidates = new ArrayList<>();
        if (!name().isEmpty()) {
            String path = environment.get("PATH");
            for (String directory : (path == null ? DEFAULT_PATH : path).split(":", -1)) {
                candidates.add((directory.isEmpty() ? "." : directory) + "/" + name());
            }
        }
        return candidates;
    }

    private int start(String path, int[] inherited) {
        int started = spawn(path, words, inherited);
        return started == -Errno.ENOEXEC ? spawn(SHELL, with(List.of(SHELL, path)), inherited) : started;
    }

    /** The port starts a program with every signal at its default; a shell ignores some again and becomes the program. */
    private int startIgnoring(String path, int[] inherited) {
        int found = find(path);
        if (found < 0) {
            return found;
        }
        String script =
                "trap ''" + String.join("", ignored.stream().map(n -> " " + n).toList()) + "; exec \"$0\" \"$@\"";
        return spawn(SHELL, with(List.of(SHELL, "-c", script, path)), inherited);
    }

    private int find(String path) {
        FileStat stat = new FileStat();
        int found = posix.statx(Posix.AT_FDCWD, terminated(path), 0, stat);
        boolean executable = stat.isRegular() && (stat.permissions() & EXECUTABLE) != 0;
        return found < 0 ? found : executable ? 0 : -Errno.EACCES;
    }

    /** These in the place of the name. */
    private List<String> with(List<String> first) {
        List<String> all = new ArrayList<>(first);
        all.addAll(words.subList(1, words.size()));
        return all;
    }

    private int spawn(String path, List<String> argv, int[] inherited) {
        byte[][] bytes = argv.stream().map(Program::terminated).toArray(byte[][]::new);
        return posix.spawn(terminated(path), bytes, environment.terminated(), inherited);
    }

    private static byte[] terminated(String word) {
        return Words.terminated(Words.bytes(word));
    }
}
