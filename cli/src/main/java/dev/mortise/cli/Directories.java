package dev.mortise.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories that a command is told to work in. */
final class Directories {

    private Directories() {}

    /** Refuses a directory in which nothing can be made; making something is the only test that tells. */
    static void requireUsable(Path directory, String remedy) {
        if (!Files.exists(directory)) {
            throw new Refusal(Exit.USAGE, "there is no directory " + directory + "; create it, or " + remedy);
        }
        if (!Files.isDirectory(directory)) {
            throw new Refusal(Exit.USAGE, directory + " is not a directory; " + remedy);
        }
        try {
            Files.delete(Files.createTempDirectory(directory, "mortise-probe-"));
        } catch (AccessDeniedException e) {
            throw new Refusal(Exit.PERMISSION, "no permission to create files in " + directory + "; " + remedy);
        } catch (IOException e) {
            throw new Refusal(Exit.IO_ERROR, "cannot create files in " + directory + ": " + reason(e) + "; " + remedy);
        }
    }

    private static String reason(IOException e) {
        String reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return reason == null ? "its file system does not take them" : reason;
    }
}
