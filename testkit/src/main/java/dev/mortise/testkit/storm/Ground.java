package dev.mortise.testkit.storm;

import dev.mortise.testkit.child.ChildJvm;
import dev.mortise.testkit.child.Leftovers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The two private directories of a storm. The lock lies alone in {@code arena}, on the file system that was asked for;
 * everything else lies in {@code scratch}, on an ordinary one: the referee's file, what the contenders print, and their
 * temporary files, which a killed process cannot remove itself.
 */
record Ground(Path arena, Path scratch) {

    static Ground under(Path directory, String backend) throws IOException {
        Path arena = Files.createTempDirectory(directory, "mortise-arena-");
        try {
            return new Ground(arena.toAbsolutePath(), ChildJvm.scratch(backend, "mortise-storm-"));
        } catch (IOException e) {
            Files.delete(arena);
            throw e;
        }
    }

    Path referee() {
        return scratch.resolve("referee");
    }

    Path output(int seat) {
        return scratch.resolve("contender-" + seat + ".out");
    }

    /** Only when no contender is left that could make a file again. May be called twice. */
    void remove() throws IOException {
        try {
            Leftovers.remove(arena);
        } finally {
            Leftovers.remove(scratch);
        }
    }
}
