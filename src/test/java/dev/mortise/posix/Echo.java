package dev.mortise.posix;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A port that is no kernel: it notes what reaches it, and answers a number that no other call got. */
final class Echo {

    private static final int FIRST_NUMBER = 1000;

    /** A call that arrived. */
    record Arrival(
            Method method,
            List<@Nullable Object> arguments,
            @Nullable Object answer) {}

    private final List<Arrival> arrivals = new ArrayList<>();
    private int numbers = FIRST_NUMBER;

    /** The port. */
    Posix posix() {
        Object proxy = Proxy.newProxyInstance(
                Posix.class.getClassLoader(),
                new Class<?>[] {Posix.class},
                (self, method, arguments) -> arrive(method, arguments));
        return (Posix) proxy;
    }

    private @Nullable Object arrive(Method method, @Nullable Object @Nullable [] arguments) {
        Object answer = sample(method.getReturnType());
        arrivals.add(new Arrival(method, arguments == null ? List.of() : Arrays.asList(arguments), answer));
        return answer;
    }

    List<Arrival> arrivals() {
        return arrivals;
    }

    /** Calls a method of the port, with arguments that no other call got. */
    Arrival call(Posix through, Method method) {
        Object[] arguments =
                Arrays.stream(method.getParameterTypes()).map(this::sample).toArray();
        try {
            return new Arrival(method, Arrays.asList(arguments), method.invoke(through, arguments));
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError("the port is public", e);
        }
    }

    private @Nullable Object sample(Class<?> type) {
        int number = numbers++;
        if (type == int.class) {
            return number;
        }
        if (type == long.class) {
            return (long) number << Integer.SIZE;
        }
        if (type == boolean.class) {
            return number % 2 == 0;
        }
        if (type == void.class) {
            return null;
        }
        return object(type, number);
    }

    private static Object object(Class<?> type, int number) {
        if (type == String.class) {
            return "text " + number;
        }
        if (type == byte[].class) {
            return new byte[4 * number];
        }
        if (type == byte[][].class) {
            return new byte[1][number];
        }
        if (type == int[].class) {
            return new int[2];
        }
        return type == FileStat.class ? new FileStat() : new LockInfo();
    }
}
