package dev.mortise.testkit.storm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
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
            remove(arena);
        } finally {
            remove(scratch);
        }
    }

    /** Removes a directory, or a file, with all that is in it; nothing if there is none. */
    static void remove(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                for (Path entry : entries) {
                    remove(entry);
                }
            } catch (NoSuchFileException e) {
                return;
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        Files.deleteIfExists(path);
    }
}
