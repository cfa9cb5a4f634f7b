package dev.mortise.testkit.conductor;

import dev.mortise.posix.FileSystemKind;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.child.Leftovers;
import dev.mortise.testkit.model.FileSystemWays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A fresh directory in one that others may use as well, and in it a fresh one for each play. It is removed with all that is in it when it is closed, and when this
 * JVM is told to end before that.
 */
public final class Playground implements AutoCloseable {

    /** As the model's. */
    private static final String MODE = "rwxr-xr-x";

    private final Posix posix;
    private final Path directory;
    private int plays;

    /**
     * Makes it.
     *
     * @param in a directory in which files can be made
     * @param posix the door of this JVM's own
     * @throws IOException if none can
     */
    public Playground(Path in, Posix posix) throws IOException {
        this.posix = posix;
        directory = Files.createTempDirectory(in.toAbsolutePath(), "mortise-kernel-");
    }

    /**
     * Makes a directory for the next play, as empty as the model's.
     *
     * @return the directory
     * @throws IOException if it cannot be made
     */
    public Path next() throws IOException {
        Path play = Files.createDirectory(directory.resolve("play-" + ++plays));
        Files.setPosixFilePermissions(play, PosixFilePermissions.fromString(MODE));
        return play;
    }

    /**
     * Removes a play's.
     *
     * @param play the directory
     * @throws IOException if it cannot be removed
     */
    public void clear(Path play) throws IOException {
        Leftovers.remove(play);
    }

    /**
     * Tells where it lies.
     *
     * @return the kind of file system
     */
    public String fileSystem() {
        return FileSystemKind.nameOf(posix, directory);
    }

    /**
     * Tells what is particular to it.
     *
     * @return the ways of its kind
     */
    public FileSystemWays ways() {
        return FileSystemWays.of(fileSystem());
    }

    @Override
    public void close() throws IOException {
        Leftovers.remove(directory);
    }
}
