package dev.mortise.posix.jnr;

import dev.mortise.posix.BackendUnavailableException;
import dev.mortise.posix.Posix;
import dev.mortise.posix.abi.Architecture;
import dev.mortise.posix.abi.Downcalls;
import dev.mortise.posix.abi.OptionalJar;
import dev.mortise.posix.abi.SyscallPosix;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Properties;

/**
 * {@link Posix} over jnr-posix. Names no class of its jar, so that it can be loaded without one.
 *
 * <p>The jar's own interface serves where it has the call and does it right: the locks and what acts on a descriptor or a
 * process by numbers alone. It lacks names below a directory, its structure for range locks is too short, its transfers
 * cannot start inside an array; those and the rest go the way of {@link SyscallPosix}.
 */
public final class JnrPosix extends SyscallPosix {

    private static final String PROPERTIES = "/META-INF/maven/com.github.jnr/jnr-posix/pom.properties";

    private final NumberCalls calls;

    private JnrPosix(Architecture architecture, Downcalls downcalls, NumberCalls calls) {
        super(architecture, downcalls);
        this.calls = calls;
    }

    /**
     * Opens the backend; the first time, jffi unpacks and loads its library.
     *
     * @return the backend
     * @throws BackendUnavailableException on another platform, or if the jar is missing, too old or refused
     */
    public static Posix open() {
        Architecture architecture = Architecture.current();
        Class<?> jar = OptionalJar.JNR_POSIX.require(JnrPosix.class);
        OptionalJar.JNR_POSIX.requireVersion(version(jar));
        OptionalJar.JNR_POSIX.requireDirectory();
        try {
            return new JnrPosix(architecture, new JffiDowncalls(), new NumberCalls());
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Error | IllegalCallerException e) {
            throw OptionalJar.JNR_POSIX.refusal(e, jar);
        }
    }

    /** Its manifest tells a version of another thing, so the file that Maven leaves in it is asked. */
    private static Optional<String> version(Class<?> jar) {
        Properties properties = new Properties();
        try (InputStream in = jar.getResourceAsStream(PROPERTIES)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.ofNullable(properties.getProperty("version"));
    }

    @Override
    public int close(int fd) {
        return calls.close(fd);
    }

    @Override
    public int ftruncate(int fd, long length) {
        return calls.ftruncate(fd, length);
    }

    @Override
    public int fsync(int fd) {
        return calls.fsync(fd);
    }

    @Override
    public int fdatasync(int fd) {
        return calls.fdatasync(fd);
    }

    @Override
    public int flock(int fd, int operation) {
        return calls.flock(fd, operation);
    }

    @Override
    public int fchmod(int fd, int mode) {
        return calls.fchmod(fd, mode);
    }

    @Override
    public int fchown(int fd, int uid, int gid) {
        return calls.fchown(fd, uid, gid);
    }

    @Override
    public int kill(int pid, int signal) {
        return calls.kill(pid, signal);
    }

    @Override
    public int getpid() {
        return calls.getpid();
    }

    @Override
    public int getuid() {
        return calls.getuid();
    }
}
