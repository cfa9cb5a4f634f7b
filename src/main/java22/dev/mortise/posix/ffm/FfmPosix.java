package dev.mortise.posix.ffm;

import dev.mortise.posix.BackendUnavailableException;
import dev.mortise.posix.Posix;
import dev.mortise.posix.abi.Architecture;
import dev.mortise.posix.abi.SyscallPosix;

/** {@link Posix} over the Foreign Function &amp; Memory API. */
public final class FfmPosix extends SyscallPosix {

    private FfmPosix(Architecture architecture, FfmDowncalls downcalls) {
        super(architecture, downcalls);
    }

    /**
     * Opens the backend.
     *
     * @return the backend
     * @throws BackendUnavailableException on another platform, or if the JVM refuses native access
     */
    public static Posix open() {
        Architecture architecture = Architecture.current();
        try {
            return new FfmPosix(architecture, new FfmDowncalls());
        } catch (IllegalCallerException e) {
            throw new BackendUnavailableException(
                    "backend ffm may not call native code", "start java with " + nativeAccessFlag(), e);
        } catch (UnsatisfiedLinkError | UnsupportedOperationException e) {
            throw new BackendUnavailableException(
                    "backend ffm cannot link the C library: " + e.getMessage(), "use another backend", e);
        }
    }

    private static String nativeAccessFlag() {
        Module module = FfmPosix.class.getModule();
        return "--enable-native-access=" + (module.isNamed() ? module.getName() : "ALL-UNNAMED");
    }
}
