package dev.mortise.queue;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Mode;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** One description of a {@link ScriptedKernel}'s file. It notices when two threads use it at a time. */
final class ScriptedDoor implements Door {

    private final ScriptedKernel kernel;
    private final AtomicReference<@Nullable Thread> user = new AtomicReference<>();
    private final Queue<IntSupplier> script = new ArrayDeque<>();
    private boolean line;
    private volatile boolean closed;

    /** What the kernel takes it for. */
    private final Object description;

    ScriptedDoor(ScriptedKernel kernel) {
        this.kernel = kernel;
        this.description = this;
    }

    private ScriptedDoor(ScriptedDoor like) {
        this.kernel = like.kernel;
        this.description = like.description;
    }

    /** As a descriptor that was duplicated: another door to the same description. */
    ScriptedDoor duplicate() {
        return new ScriptedDoor(this);
    }

    ScriptedDoor withLine() {
        line = true;
        return this;
    }

    /** Before the next try: if it returns 0, the kernel is asked; else that is the answer. */
    void beforeNextTry(IntSupplier step) {
        script.add(step);
    }

    @Override
    public int pass(Mode mode, long now) {
        return alone(() -> kernel.isCrowded() ? -Errno.EAGAIN : attempt(mode));
    }

    @Override
    public int tryEnter(Mode mode, long now) {
        return alone(() -> attempt(mode));
    }

    private int attempt(Mode mode) {
        IntSupplier step = script.poll();
        int answer = step == null ? 0 : step.getAsInt();
        return answer == 0 ? kernel.tryLock(description, mode) : answer;
    }

    @Override
    public int enter(Mode mode) {
        return alone(() -> kernel.lock(description, mode));
    }

    @Override
    public int leave(Mode mode) {
        return alone(() -> kernel.unlock(description));
    }

    @Override
    public boolean isCrowded(long now) {
        return alone(() -> kernel.isCrowded() ? 1 : 0) == 1;
    }

    @Override
    public boolean hasLine() {
        return line;
    }

    @Override
    public int verify() {
        return 0;
    }

    @Override
    public int descriptor() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int recheck(long now) {
        return alone(kernel::whetherInPlace);
    }

    @Override
    public void close() {
        alone(() -> kernel.unlock(description));
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    private int alone(IntSupplier call) {
        Thread other = user.compareAndExchange(null, Thread.currentThread());
        if (other != null || closed) {
            throw new AssertionError(closed ? "a closed door is used" : "a door is used by two: also by " + other);
        }
        try {
            return call.getAsInt();
        } finally {
            user.set(null);
        }
    }
}
