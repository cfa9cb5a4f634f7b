package dev.mortise.posix.jni;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/**
 * A library that lies in a file for as long as this is open.
 *
 * <p>The JVM loads a library by its name, so whoever can put another file under that name runs code in this process. The
 * file is therefore created, never opened, in a fresh directory that only this user may enter, and what was written is
 * read back by name and compared before it is used. The two steps of creating and writing are one to everybody else,
 * since nobody else can enter the directory.
 *
 * <p>What remains: who may rename entries of the base directory could swap the private one between comparison and
 * loading. The sticky bit of {@code /tmp} forbids that to all but this user and root; a base of one's own choice must
 * keep strangers out likewise. And a process killed in this moment leaves its directory behind.
 */
final class Extraction implements AutoCloseable {

    private static final String PREFIX = "mortise-";

    private final Path directory;
    private final Path file;

    private Extraction(Path directory) {
        this.directory = directory;
        this.file = directory.resolve("libmortise.so");
    }

    /** Writes the image below an existing directory; leaves nothing there when that fails. */
    static Extraction of(byte[] image, Path base) throws IOException {
        Path directory = Files.createTempDirectory(base.toAbsolutePath(), PREFIX, permissions("rwx------"));
        Extraction extraction = new Extraction(directory);
        try {
            extraction.write(image);
            extraction.verify(image);
        } catch (IOException | RuntimeException | Error e) {
            extraction.removeAfter(e);
            throw e;
        }
        return extraction;
    }

    /** The file, by its absolute path. */
    Path file() {
        return file;
    }

    /** Removes file and directory; a library that was loaded stays loaded. */
    @Override
    public void close() throws IOException {
        remove(file);
        remove(directory);
    }

    /** Not by {@code Files.delete}: it asks {@code statx} first, and where a filter refuses that it leaves the file. */
    private static void remove(Path path) throws IOException {
        File entry = path.toFile();
        if (!entry.delete() && entry.exists()) {
            throw new IOException("cannot remove " + path);
        }
    }

    /** Through streams: a channel would be closed under a thread that has been interrupted. */
    private void write(byte[] image) throws IOException {
        Files.createFile(file, permissions("rw-------"));
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            out.write(image);
        }
    }

    private void verify(byte[] image) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            if (!Arrays.equals(image, in.readAllBytes())) {
                throw new IOException("what was read back is not what was written");
            }
        }
    }

    private void removeAfter(Throwable failure) {
        try {
            close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }
}
