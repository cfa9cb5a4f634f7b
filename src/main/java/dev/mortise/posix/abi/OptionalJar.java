package dev.mortise.posix.abi;

import dev.mortise.posix.BackendUnavailableException;
import java.io.File;
import java.lang.module.ModuleDescriptor.Version;
import java.util.Optional;

/** A jar that a backend stands on and that need not be there: what is wrong with it, in one sentence each. */
public enum OptionalJar {
    /** Backend {@code jnr}. jffi, which comes with the jar, has the native code. */
    JNR_POSIX(
            "jnr",
            "com.github.jnr:jnr-posix",
            "3.2.5",
            "3.2.5",
            "jnr.posix.POSIX",
            "org.jnrproject.posix,org.objectweb.asm.util",
            "org.jnrproject.jffi",
            "jffi.extract.dir"),

    /** Backend {@code jna}. */
    JNA(
            "jna",
            "net.java.dev.jna:jna",
            "5.19.1",
            "5.13.0",
            "com.sun.jna.Native",
            "com.sun.jna",
            "com.sun.jna",
            "jna.tmpdir");

    private static final String OLDER_JVM_WORDS = "Could not initialize class";

    private final String backend;
    /** As Maven names it, without a version. */
    private final String artifact;
    /** The version to ask for. */
    private final String version;
    /** The oldest that has passed the contract. */
    private final String oldest;
    /** A class by which the jar is found. */
    private final String mainClass;
    /** What the JVM must be told to resolve, since nothing requires it. */
    private final String modules;
    /** The module that loads native code. */
    private final String nativeModule;
    /** Names the directory that native code is unpacked in. */
    private final String directoryProperty;

    OptionalJar(
            String backend,
            String artifact,
            String version,
            String oldest,
            String mainClass,
            String modules,
            String nativeModule,
            String directoryProperty) {
        this.backend = backend;
        this.artifact = artifact;
        this.version = version;
        this.oldest = oldest;
        this.mainClass = mainClass;
        this.modules = modules;
        this.nativeModule = nativeModule;
        this.directoryProperty = directoryProperty;
    }

    /**
     * Finds the jar, without running any of it.
     *
     * @param user a class of the backend
     * @return the jar's class
     * @throws BackendUnavailableException if it is not there, or not to be seen by the backend's module
     */
    public Class<?> require(Class<?> user) {
        try {
            Class<?> found = Class.forName(mainClass, false, user.getClassLoader());
            if (user.getModule().canRead(found.getModule())) {
                return found;
            }
        } catch (ClassNotFoundException e) {
            throw missing(user.getModule());
        }
        throw missing(user.getModule());
    }

    private BackendUnavailableException missing(Module user) {
        String needs = "backend " + backend + " needs " + artifact + ":" + version + ", which is not ";
        if (user.isNamed()) {
            return new BackendUnavailableException(
                    needs + "among the modules of this JVM", "put it on the module path and " + addModules());
        }
        return new BackendUnavailableException(
                needs + "on the class path", "add " + artifact + ":" + version + " to the class path");
    }

    private String addModules() {
        return "start java with --add-modules " + modules;
    }

    /**
     * Refuses a version that never passed the contract.
     *
     * @param found the version; one that is not told, or is none, is let through: what it lacks shows when it is used
     * @throws BackendUnavailableException if it is too old
     */
    public void requireVersion(Optional<String> found) {
        found.filter(this::isTooOld).ifPresent(old -> {
            throw new BackendUnavailableException(
                    "backend " + backend + " needs " + artifact + " " + oldest
                            + " or newer, but the first one found is " + old,
                    "use " + artifact + ":" + version + " and put it before any other");
        });
    }

    /**
     * Refuses a directory that was named to unpack native code in and cannot be written. JNA would say so with a stack trace
     * and go on.
     *
     * @throws BackendUnavailableException if it is there, and is no directory or may not be written
     */
    public void requireDirectory() {
        String named = System.getProperty(directoryProperty);
        if (named == null) {
            return;
        }
        File directory = new File(named);
        if (directory.exists() && !(directory.isDirectory() && directory.canWrite())) {
            throw new BackendUnavailableException(
                    "backend " + backend + " cannot unpack the library of " + artifact + " in " + named
                            + ", which cannot be written",
                    anotherDirectory());
        }
    }

    private String anotherDirectory() {
        return "name a directory that can be written and is not mounted noexec with -D" + directoryProperty + "=DIR";
    }

    private boolean isTooOld(String found) {
        try {
            return Version.parse(found).compareTo(Version.parse(oldest)) < 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Says why the jar's native code cannot be used.
     *
     * <p>A class that fails to start does so once. Whoever asks again gets the JVM's {@link NoClassDefFoundError}, which
     * keeps the words of the first failure but not its type; so the words decide.
     *
     * @param failure what the jar or the JVM said
     * @param jarClass what {@link #require} found
     * @return the refusal
     */
    public BackendUnavailableException refusal(Throwable failure, Class<?> jarClass) {
        String words = allWords(failure);
        Module owner = jarClass.getModule();
        if (words.contains("IllegalCallerException")) {
            return new BackendUnavailableException(
                    "backend " + backend + " may not load native code",
                    "start java with --enable-native-access=" + (owner.isNamed() ? nativeModule : "ALL-UNNAMED"),
                    failure);
        }
        if (words.contains("ClassNotFoundException")) {
            return new BackendUnavailableException(
                    "backend " + backend + " needs the jars that come with " + artifact + ", and there is no "
                            + firstLine(failure),
                    owner.isNamed() ? addModules() : "let the build tool bring all that " + artifact + " depends on",
                    failure);
        }
        return unloadable(failure, words.contains("failed to map segment"));
    }

    /** The loader's words are translated where the locale says so; then the second sentence serves. */
    private BackendUnavailableException unloadable(Throwable failure, boolean noexec) {
        if (noexec) {
            return new BackendUnavailableException(
                    "backend " + backend + " cannot load the library of " + artifact
                            + " from a directory that is mounted noexec",
                    anotherDirectory(),
                    failure);
        }
        return new BackendUnavailableException(
                "backend " + backend + " cannot use " + artifact + ": " + firstLine(failure),
                "use " + artifact + ":" + version + " with its own library and no other, or " + anotherDirectory(),
                failure);
    }

    private static String allWords(Throwable failure) {
        StringBuilder words = new StringBuilder();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            words.append(t).append('\n');
        }
        return words.toString();
    }

    /** The deepest cause knows best; an older JVM does not keep it. */
    private static String firstLine(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String words = String.valueOf(deepest.getMessage()).strip();
        String line = words.lines().findFirst().orElse(deepest.getClass().getSimpleName());
        return words.startsWith(OLDER_JVM_WORDS) ? "it failed to start before" : line.strip();
    }
}
