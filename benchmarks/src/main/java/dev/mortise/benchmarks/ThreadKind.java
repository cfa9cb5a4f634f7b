package dev.mortise.benchmarks;

import java.lang.reflect.InvocationTargetException;

/** What kind of thread a child of the benchmarks contends with. */
enum ThreadKind {
    PLATFORM {
        @Override
        Thread start(Runnable task) {
            Thread thread = new Thread(task);
            thread.start();
            return thread;
        }
    },
    VIRTUAL {
        // By name, since the benchmarks are compiled for Java 17.
        @Override
        Thread start(Runnable task) {
            try {
                return (Thread) Thread.class
                        .getMethod("startVirtualThread", Runnable.class)
                        .invoke(null, task);
            } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("this JVM has no virtual threads", e);
            }
        }
    };

    private static final int FIRST_JAVA_WITH_VIRTUAL_THREADS = 21;

    abstract Thread start(Runnable task);

    boolean isHere() {
        return this == PLATFORM || Runtime.version().feature() >= FIRST_JAVA_WITH_VIRTUAL_THREADS;
    }
}
