package dev.mortise.posix.jni;

import dev.mortise.posix.BackendUnavailableException;
import dev.mortise.posix.abi.Architecture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Brings the shim from the jar into the JVM, or says exactly why it cannot be had. */
final class NativeLibrary {

    /** The property that names the directory to unpack in, instead of {@code java.io.tmpdir}. */
    static final String DIRECTORY_PROPERTY = "mortise.native.dir";

    /** {@code MORTISE_INTERFACE} of the library that belongs to these classes. */
    static final int INTERFACE = 1;

    private static final String BY_PROPERTY = "with -D" + DIRECTORY_PROPERTY + "=DIR";

    private NativeLibrary() {}

    /** Makes sure that the shim is loaded; the JVM itself remembers whether it is. */
    static synchronized void require(Architecture architecture) {
        if (!isLoaded()) {
            load(image(resource(architecture)), directory());
        }
        requireInterface(interfaceVersion());
    }

    static String resource(Architecture architecture) {
        return "/native/linux-" + architecture.label() + "/libmortise.so";
    }

    private static boolean isLoaded() {
        return interfaceVersion() != 0;
    }

    /** The library's word, or 0 when there is no library or one that does not know the question. */
    private static int interfaceVersion() {
        try {
            return Shim.interfaceVersion();
        } catch (UnsatisfiedLinkError e) {
            return 0;
        }
    }

    static void requireInterface(int found) {
        if (found != INTERFACE) {
            throw new BackendUnavailableException(
                    "backend jni has a library with interface " + found + ", its classes need " + INTERFACE,
                    "use a mortise.jar that was built in one piece");
        }
    }

    static byte[] image(String resource) {
        try (InputStream in = NativeLibrary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new BackendUnavailableException(
                        "backend jni is not in this jar, which was built without gcc or for another architecture",
                        "build Mortise with gcc and make installed, or use another backend");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new BackendUnavailableException(
                    "backend jni cannot read its library from the jar: " + e.getMessage(),
                    "use a complete mortise.jar",
                    e);
        }
    }

    private static String directory() {
        String chosen = System.getProperty(DIRECTORY_PROPERTY);
        return chosen != null ? chosen : System.getProperty("java.io.tmpdir", "/tmp");
    }

    /** Unpacks the image below a directory and loads it; whatever happens, nothing of it is left there. */
    static void load(byte[] image, String directory) {
        try (Extraction extraction = Extraction.of(image, Path.of(directory))) {
            load(extraction.file(), directory);
        } catch (IOException | InvalidPathException e) {
            throw new BackendUnavailableException(
                    "backend jni cannot unpack its library in " + directory + ": " + reason(e),
                    "name a directory that can be written and is not mounted noexec " + BY_PROPERTY,
                    e);
        }
    }

    private static void load(Path file, String directory) {
        try {
            System.load(file.toString());
        } catch (IllegalCallerException e) {
            throw new BackendUnavailableException(
                    "backend jni may not load native code", "start java with " + nativeAccessFlag(), e);
        } catch (UnsatisfiedLinkError e) {
            throw unloadable(file, directory, e);
        } catch (LinkageError e) {
            throw new BackendUnavailableException(
                    "backend jni has a library that does not fit its classes: " + e.getMessage(),
                    "use a mortise.jar that was built in one piece",
                    e);
        }
    }

    /** The loader's words are translated where the locale says so; then the second sentence serves. */
    private static BackendUnavailableException unloadable(Path file, String directory, UnsatisfiedLinkError e) {
        String words = String.valueOf(e.getMessage()).replace(file + ": ", "");
        if (words.startsWith("failed to map segment")) {
            return new BackendUnavailableException(
                    "backend jni cannot load its library from " + directory + ", which is mounted noexec",
                    "name another directory " + BY_PROPERTY,
                    e);
        }
        return new BackendUnavailableException(
                "backend jni cannot load its library from " + directory + ": " + words,
                "use another backend, or name a directory that is not mounted noexec " + BY_PROPERTY,
                e);
    }

    private static String nativeAccessFlag() {
        Module module = NativeLibrary.class.getModule();
        return "--enable-native-access=" + (module.isNamed() ? module.getName() : "ALL-UNNAMED");
    }

    private static String reason(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String words = e instanceof FileSystemException failure ? failure.getReason() : null;
        return String.valueOf(words != null ? words : e.getMessage());
    }
}
