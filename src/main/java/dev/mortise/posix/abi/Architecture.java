package dev.mortise.posix.abi;

import dev.mortise.posix.BackendUnavailableException;
import dev.mortise.posix.Posix;
import java.util.Locale;

/**
 * What differs between the architectures that Mortise runs on: three flags and the layout of {@code struct stat}. The
 * numbers of the system calls stand in {@link Syscall}.
 *
 * <p>Every value is held to {@code native/probe}, which prints the system headers. The probe's output for aarch64 came
 * from Debian's cross headers and was never confirmed on such a machine.
 */
public enum Architecture {
    /** Verified in every build on such a machine. */
    X86_64("x86_64", Posix.O_DIRECTORY, Posix.O_NOFOLLOW, new StatLayout(144, 24, 16, 8, 28, 32)),

    /** Unverified: values of the cross headers. */
    AARCH64("aarch64", 040000, 0100000, new StatLayout(128, 16, 20, 4, 24, 28));

    private static final int TRANSLATED = Posix.O_DIRECTORY | Posix.O_NOFOLLOW;
    private static final int VOCABULARY = Posix.O_WRONLY
            | Posix.O_RDWR
            | Posix.O_CREAT
            | Posix.O_EXCL
            | Posix.O_APPEND
            | Posix.O_NONBLOCK
            | Posix.O_DIRECTORY
            | Posix.O_NOFOLLOW
            | Posix.O_CLOEXEC
            | Posix.O_PATH
            | Posix.O_TMPFILE;

    private final String label;
    private final int directoryFlag;
    private final int nofollowFlag;
    private final StatLayout stat;

    Architecture(String label, int directoryFlag, int nofollowFlag, StatLayout stat) {
        this.label = label;
        this.directoryFlag = directoryFlag;
        this.nofollowFlag = nofollowFlag;
        this.stat = stat;
    }

    /**
     * The machine that this JVM runs on.
     *
     * @return its architecture
     * @throws BackendUnavailableException on any other platform
     */
    public static Architecture current() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    /**
     * Finds an architecture by the JVM's words for it.
     *
     * @param osName as {@code os.name}
     * @param osArch as {@code os.arch}
     * @return the architecture
     * @throws BackendUnavailableException on any other platform
     */
    public static Architecture of(String osName, String osArch) {
        if (osName.equals("Linux")) {
            switch (osArch.toLowerCase(Locale.ROOT)) {
                case "amd64", "x86_64" -> {
                    return X86_64;
                }
                case "aarch64", "arm64" -> {
                    return AARCH64;
                }
                default -> {}
            }
        }
        throw new BackendUnavailableException(
                "this is " + osName + " on " + osArch,
                "Mortise runs on Linux, on x86-64 and aarch64, and nowhere else");
    }

    /**
     * The kernel's word for the architecture, as file names use it.
     *
     * @return such as {@code x86_64}
     */
    public String label() {
        return label;
    }

    /**
     * The layout of {@code struct stat}.
     *
     * @return sizes and offsets
     */
    public StatLayout stat() {
        return stat;
    }

    /**
     * Translates the port's open flags into this kernel's.
     *
     * @param flags {@code Posix.O_*}
     * @return the kernel's flags
     * @throws IllegalArgumentException for a bit that the port does not have, such as {@code O_TRUNC}
     */
    public int openFlags(int flags) {
        int unknown = flags & ~VOCABULARY;
        if (unknown != 0) {
            throw new IllegalArgumentException(
                    "open flags 0" + Integer.toOctalString(unknown) + " are not in Posix's vocabulary");
        }
        int kernel = flags & ~TRANSLATED;
        kernel |= (flags & Posix.O_DIRECTORY) != 0 ? directoryFlag : 0;
        kernel |= (flags & Posix.O_NOFOLLOW) != 0 ? nofollowFlag : 0;
        return kernel;
    }
}
