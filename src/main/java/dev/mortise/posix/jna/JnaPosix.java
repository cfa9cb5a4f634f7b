package dev.mortise.posix.jna;

import dev.mortise.posix.BackendUnavailableException;
import dev.mortise.posix.Posix;
import dev.mortise.posix.abi.Architecture;
import dev.mortise.posix.abi.Downcalls;
import dev.mortise.posix.abi.OptionalJar;
import dev.mortise.posix.abi.SyscallPosix;
import java.util.Optional;

/** {@link Posix} over JNA. Names no class of its jar, so that it can be loaded without one. */
public final class JnaPosix extends SyscallPosix {

    private JnaPosix(Architecture architecture, Downcalls downcalls) {
        super(architecture, downcalls);
    }

    /**
     * Opens the backend; the first time, JNA unpacks and loads its library.
     *
     * @return the backend
     * @throws BackendUnavailableException on another platform, or if the jar is missing, too old or refused
     */
    public static Posix open() {
        Architecture architecture = Architecture.current();
        Class<?> jar = OptionalJar.JNA.require(JnaPosix.class);
        OptionalJar.JNA.requireVersion(version(jar));
        OptionalJar.JNA.requireDirectory();
        try {
            return new JnaPosix(architecture, JnaDowncalls.open());
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Error | IllegalCallerException e) {
            throw OptionalJar.JNA.refusal(e, jar);
        }
    }

    /** Of its manifest: the compiler would copy the constant of the jar that it was compiled with. */
    private static Optional<String> version(Class<?> jar) {
        return Optional.ofNullable(jar.getPackage().getImplementationVersion())
                .map(version -> version.split(" ", 2)[0]);
    }
}
