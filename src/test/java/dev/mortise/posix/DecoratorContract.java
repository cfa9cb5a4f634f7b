package dev.mortise.posix;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** {@link PosixContract} for a decorator that changes nothing, over the first backend that can be had. */
abstract class DecoratorContract extends PosixContract {

    private final Posix backend = Backends.best();
    private Posix decorated = backend;

    /** A new decorator. */
    abstract Posix over(Posix target);

    /** Fresh for each test, for a decorator may have a memory. */
    @BeforeEach
    final void decorate() {
        decorated = over(backend);
    }

    @Override
    public final Posix posix() {
        return decorated;
    }

    @Override
    protected final String parent() {
        return System.getProperty("java.io.tmpdir", "/tmp");
    }

    /** By a child: only it can say bytes that are no text in this locale. */
    @Override
    public final void symlink(byte[] target, Name name) {
        String script = "cd \"$1\" && exec ln -s -- \"$2\" \"$3\"";
        byte[][] argv = {z("sh"), z("-c"), z(script), z("sh"), z(here().base()), target, name.terminated()};
        int pid = Results.must(backend.spawn(z("/bin/sh"), argv, new byte[][] {z("PATH=/usr/bin:/bin")}, new int[0]));
        int status = backend.waitpid(pid, 0);
        if (status != 0) {
            throw new AssertionError("ln: " + Results.said(status));
        }
    }

    @Override
    protected final List<String> openDescriptors() {
        return OpenFiles.of(backend);
    }
}
