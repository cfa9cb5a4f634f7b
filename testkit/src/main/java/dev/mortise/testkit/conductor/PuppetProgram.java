package dev.mortise.testkit.conductor;

import dev.mortise.posix.Backends;
import dev.mortise.posix.Posix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * The program of a puppet: {@code PuppetProgram ORDERS ANSWERS}, two descriptors that it inherits.
 *
 * <p>An order is a thread's number, a length, and a call; it is made on that thread, which is there from its first order on. The orders
 * are read by a thread of their own: when they end, whoever gave them is gone, and the puppet ends at once, even if all its other threads
 * sleep in the kernel.
 */
class PuppetProgram {

    private static final int INTERNAL = 70;

    private final Wire wire = new Wire();
    private final Map<Integer, Executor> threads = new HashMap<>();
    private final Map<Integer, Hands> hands = new HashMap<>();
    private final Posix posix;
    private final Function<Posix, Hands> making;
    private final DataOutputStream answers;

    PuppetProgram(Posix posix, int answers, Function<Posix, Hands> making) {
        this.posix = posix;
        this.making = making;
        this.answers = new DataOutputStream(new PipeOutput(posix, answers));
    }

    /**
     * Runs it.
     *
     * @param args see above
     */
    public static void main(String[] args) {
        run(args, RealHands::new);
    }

    static void run(String[] args, Function<Posix, Hands> making) {
        Posix posix = Backends.best();
        PuppetProgram program = new PuppetProgram(posix, Integer.parseInt(args[1]), making);
        int status = 0;
        try {
            program.obey(new DataInputStream(new PipeInput(posix, Integer.parseInt(args[0]))));
        } catch (IOException | RuntimeException | Error e) {
            status = INTERNAL;
        }
        Runtime.getRuntime().halt(status);
    }

    private void obey(DataInputStream orders) throws IOException {
        for (int thread = orders.read(); thread >= 0; thread = orders.read()) {
            int number = thread;
            byte[] order = orders.readNBytes(orders.readInt());
            threads.computeIfAbsent(number, n -> Executors.newSingleThreadExecutor())
                    .execute(() -> obey(number, order));
        }
    }

    /** An order that cannot be obeyed ends the puppet, which is noticed. */
    private void obey(int thread, byte[] order) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(order));
            Method method = wire.method(in.readShort());
            Object[] arguments = wire.readArguments(in, method);
            Object value = method.invoke(handsOf(thread), arguments);
            answer(thread, value, arguments);
        } catch (IOException | ReflectiveOperationException | RuntimeException | Error e) {
            Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
            complain(String.valueOf(cause));
            Runtime.getRuntime().halt(INTERNAL);
        }
    }

    @SuppressWarnings("SystemOut") // of a child: its standard error is its parent's
    private static void complain(String what) {
        System.err.println("a puppet cannot do what it is told: " + what);
    }

    private Hands handsOf(int thread) {
        synchronized (hands) {
            return hands.computeIfAbsent(thread, n -> making.apply(posix));
        }
    }

    private void answer(int thread, Object value, Object[] arguments) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        wire.writeAnswer(new DataOutputStream(bytes), value, arguments);
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        DataOutputStream frame = new DataOutputStream(framed);
        frame.write(thread);
        frame.writeInt(bytes.size());
        bytes.writeTo(frame);
        synchronized (answers) {
            answers.write(framed.toByteArray());
        }
    }
}
