package dev.mortise.queue;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Numbers threads and kicks them; everything else about a system is not asked for here. */
final class ScriptedPosix {

    private final ScriptedKernel[] kernels;
    private final Map<Integer, Thread> threads = new ConcurrentHashMap<>();
    private final AtomicInteger last = new AtomicInteger();

    private ScriptedPosix(ScriptedKernel... kernels) {
        this.kernels = kernels;
    }

    static Posix over(ScriptedKernel... kernels) {
        ScriptedPosix posix = new ScriptedPosix(kernels);
        return (Posix) Proxy.newProxyInstance(
                Posix.class.getClassLoader(),
                new Class<?>[] {Posix.class},
                (proxy, method, arguments) -> posix.answer(method, arguments));
    }

    private Object answer(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "gettid" -> number();
            case "kick" -> kick((Integer) arguments[0]);
            default -> throw new AssertionError("not asked for here: " + method);
        };
    }

    private int number() {
        int number = last.incrementAndGet();
        threads.put(number, Thread.currentThread());
        return number;
    }

    private int kick(int number) {
        Thread thread = Objects.requireNonNull(threads.get(number), "a thread that told its number");
        if (thread.equals(Thread.currentThread())) {
            return -Errno.ENOTSUP; // who asks whether it could be kicked leaves the waiting to doormen
        }
        for (ScriptedKernel kernel : kernels) {
            kernel.kick(thread);
        }
        return 0;
    }
}
