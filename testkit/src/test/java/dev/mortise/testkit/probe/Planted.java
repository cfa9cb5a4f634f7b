package dev.mortise.testkit.probe;

import dev.mortise.posix.Posix;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A door with one fault: a call answers by other means, everything else goes through. */
public final class Planted {

    private Planted() {}

    /** Answers a call in the real door's place. */
    public interface Fault {

        /**
         * Answers.
         *
         * @param real the real door
         * @param arguments what the call was given
         * @return its result
         */
        int answer(Posix real, Object[] arguments);
    }

    /**
     * Plants a fault.
     *
     * @param real the real door
     * @param call the name of the call that is faulty
     * @param fault what it answers
     * @return the faulty door
     */
    public static Posix in(Posix real, String call, Fault fault) {
        Class<?>[] types = {Posix.class};
        return (Posix) Proxy.newProxyInstance(Posix.class.getClassLoader(), types, (self, method, arguments) -> {
            if (method.getName().equals(call)) {
                return fault.answer(real, arguments);
            }
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
