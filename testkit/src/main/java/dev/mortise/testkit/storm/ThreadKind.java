package dev.mortise.testkit.storm;

import java.lang.reflect.InvocationTargetException;

/** Platform threads, and virtual ones where the JVM has them: they wait in different ways. */
enum ThreadKind {
    PLATFORM {
        @Override
        Thread start(Runnable task) {
            Thread thread = new Thread(task, "visitor");
            thread.start();
            return thread;
        }
    },
    VIRTUAL {
        // By name, since the test-kit is compiled for Java 17.
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

    /** By turns. */
    static ThreadKind ofThread(int index) {
        boolean virtual = index % 2 == 1 && Runtime.version().feature() >= FIRST_JAVA_WITH_VIRTUAL_THREADS;
        return virtual ? VIRTUAL : PLATFORM;
    }
}
