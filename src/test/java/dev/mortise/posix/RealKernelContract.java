package dev.mortise.posix;

import static dev.mortise.posix.Results.must;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** {@link PosixContract} and what only a real kernel can be asked: other programs, users, mounts, limits, allocation. */
@Tag("real-kernel")
public abstract class RealKernelContract extends PosixContract
        implements ProcessLaws, RefusalLaws, AgreementLaws, AllocationLaws {

    private final Set<Integer> children = new HashSet<>();
    private @Nullable Posix posix;

    /** For subclasses. */
    protected RealKernelContract() {}

    @Override
    public abstract String backend();

    /**
     * Judges a backend that cannot be used: a build without a C compiler may lack one.
     *
     * @param refusal what the backend said
     * @return why the tests may be skipped; otherwise the refusal is thrown
     */
    protected String mayBeSkipped(BackendUnavailableException refusal) {
        throw refusal;
    }

    /** A backend that may be left out skips the class as a whole. */
    @BeforeAll
    final void openOnce() {
        posix();
    }

    @Override
    public final synchronized Posix posix() {
        if (posix == null) {
            posix = open();
        }
        return posix;
    }

    private Posix open() {
        try {
            return Backends.named(backend());
        } catch (BackendUnavailableException e) {
            return abort(mayBeSkipped(e));
        }
    }

    @Override
    public final int child(int pid) {
        children.add(must(pid));
        return pid;
    }

    @Override
    public final int await(int pid) {
        int status = posix().waitpid(pid, 0);
        while (status == -Errno.EINTR) {
            status = posix().waitpid(pid, 0);
        }
        children.remove(pid);
        return must(status);
    }

    /** A child that outlived its test would hold the build's output open. */
    @AfterEach
    final void noChildIsLeft() {
        for (int pid : List.copyOf(children)) {
            posix().kill(pid, Posix.SIGKILL);
            await(pid);
        }
    }

    @Override
    protected String parent() {
        return System.getProperty("java.io.tmpdir", "/tmp");
    }

    @Override
    public final void symlink(byte[] target, Name name) {
        byte[][] argv = {z("ln"), z("-s"), z("--"), target, pathOf(name)};
        runs("/bin/ln", argv);
    }

    @Override
    public final void fifo(String name) {
        byte[][] argv = {z("mkfifo"), here().path(name)};
        runs("/usr/bin/mkfifo", argv);
    }

    private void runs(String program, byte[][] argv) {
        int status = await(child(posix().spawn(z(program), argv, new byte[0][], new int[0])));
        assertTrue(WaitStatus.exited(status));
        assertEquals(0, WaitStatus.exitCode(status));
    }

    private byte[] pathOf(Name name) {
        byte[] base = (here().base() + "/").getBytes(StandardCharsets.UTF_8);
        byte[] last = name.terminated();
        byte[] path = new byte[base.length + last.length];
        System.arraycopy(base, 0, path, 0, base.length);
        System.arraycopy(last, 0, path, base.length, last.length);
        return path;
    }

    @Override
    protected final List<String> openDescriptors() {
        return OpenFiles.of(posix());
    }
}
