package dev.mortise.testkit.conductor;

import dev.mortise.posix.Posix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * To one thread of a puppet. Its {@link #hands} make each call there and return when it is answered.
 *
 * <p>A call that may wait for a lock is looked after: while no answer comes, the kernel is asked whether the thread sleeps in that very
 * call. It does, as soon as it has found somebody in its way; then the hands throw {@link ParkedException}, and {@link #resumed} waits for the answer
 * when the lock is free.
 */
final class Line implements InvocationHandler {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    /** In place of an answer: there will be none any more. */
    private static final byte[] LOST = {};

    private final Puppet puppet;
    private final int thread;
    private final Wire wire = new Wire();
    private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
    private final Hands hands;
    private @Nullable Method pending;
    private Object[] arguments = {};
    private int tid;

    Line(Puppet puppet, int thread) {
        this.puppet = puppet;
        this.thread = thread;
        hands = (Hands) Proxy.newProxyInstance(Hands.class.getClassLoader(), new Class<?>[] {Hands.class}, this);
    }

    Hands hands() {
        return hands;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] brought) throws IOException {
        if (method.isDefault()) {
            return null;
        }
        if (method.getDeclaringClass() == Object.class) {
            throw new UnsupportedOperationException(method.getName());
        }
        boolean waits = mayWait(method, brought);
        if (waits && tid == 0) {
            tid = hands.gettid();
        }
        send(method, brought == null ? new Object[0] : brought);
        return finish(waits ? awaitUnlessParked() : await());
    }

    private static boolean mayWait(Method method, Object @Nullable [] brought) {
        if (brought == null) {
            return false;
        }
        Object last = brought[brought.length - 1];
        boolean range = method.getName().equals("ofdLock") || method.getName().equals("posixLock");
        return range
                ? Boolean.TRUE.equals(last)
                : method.getName().equals("flock") && ((Integer) last & Posix.LOCK_NB) == 0;
    }

    private void send(Method method, Object[] brought) throws IOException {
        if (pending != null) {
            throw new IllegalStateException("the thread still sleeps in " + pending.getName());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(wire.number(method));
        wire.writeArguments(out, brought);
        pending = method;
        arguments = brought;
        puppet.order(thread, bytes.toByteArray());
    }

    /** Called by whoever reads the puppet's answers. */
    void deliver(byte[] answer) {
        answers.add(answer);
    }

    /** Called when the puppet is gone. */
    void lose() {
        answers.add(LOST);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Waiting for the answer
    // ---------------------------------------------------------------------------------------------------------------

    private byte[] await() {
        byte[] answer = poll(PATIENCE.toNanos());
        if (answer == null) {
            throw new PuppetLostException(puppet + " does not answer; it is in system call " + puppet.systemCall(tid));
        }
        return answer;
    }

    private byte[] awaitUnlessParked() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0) {
            byte[] answer = poll(LOOK_NANOS);
            if (answer != null) {
                return answer;
            }
            if (isAsleep()) {
                throw new ParkedException();
            }
        }
        return await();
    }

    private byte @Nullable [] poll(long nanos) {
        try {
            return answers.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PuppetLostException("interrupted while " + puppet + " was to answer", e);
        }
    }

    private Object finish(byte[] answer) throws IOException {
        if (answer.length == LOST.length) {
            answers.add(LOST);
            throw new PuppetLostException(puppet + " has ended");
        }
        Method method = Objects.requireNonNull(pending);
        pending = null;
        return wire.readAnswer(new DataInputStream(new ByteArrayInputStream(answer)), method, arguments);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // A call that sleeps
    // ---------------------------------------------------------------------------------------------------------------

    /** Whether a call was made that has not been answered yet. */
    boolean isPending() {
        return pending != null;
    }

    /** Whether the pending call was answered meanwhile. */
    boolean hasAnswer() {
        return !answers.isEmpty();
    }

    /** Whether the pending call sleeps in the kernel right now. */
    boolean isAsleep() {
        String name = Objects.requireNonNull(pending).getName();
        return puppet.systemCall(tid) == (name.equals("flock") ? SystemCalls.FLOCK : SystemCalls.FCNTL);
    }

    /** The answer of the pending call, which the kernel lets go on. */
    long resumed() {
        try {
            return ((Number) finish(await())).longValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the pending call is answered, or asleep again: one of the two comes soon after others moved. */
    boolean settles() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0) {
            if (hasAnswer()) {
                return true;
            }
            if (isAsleep()) {
                return hasAnswer();
            }
            Thread.onSpinWait();
        }
        throw new PuppetLostException(puppet + " neither sleeps nor answers");
    }
}
