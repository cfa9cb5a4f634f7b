package dev.mortise.testkit.conductor;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.LockInfo;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Calls and answers as bytes. A call is its number among the {@link Hands}' methods and its arguments; an answer is the value and what is
 * in the caller's buffers afterwards.
 */
final class Wire {

    private static final int REGULAR = 0100000;
    private static final int DIRECTORY = 0040000;
    private static final int SYMLINK = 0120000;

    private final List<Method> methods = Arrays.stream(Hands.class.getMethods())
            .filter(method -> !method.isDefault())
            .sorted(Comparator.comparing(Method::toString))
            .toList();

    Method method(int number) {
        return methods.get(number);
    }

    int number(Method method) {
        return methods.indexOf(method);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // There
    // ---------------------------------------------------------------------------------------------------------------

    void writeArguments(DataOutputStream out, Object[] arguments) throws IOException {
        for (Object argument : arguments) {
            if (argument instanceof Integer number) {
                out.writeInt(number);
            } else if (argument instanceof Long number) {
                out.writeLong(number);
            } else if (argument instanceof Boolean truth) {
                out.writeBoolean(truth);
            } else if (argument instanceof byte[] bytes) {
                out.writeInt(bytes.length);
                out.write(bytes);
            } else if (argument instanceof int[] numbers) {
                out.writeInt(numbers.length);
            } else if (!(argument instanceof FileStat || argument instanceof LockInfo)) {
                throw new IllegalArgumentException("a puppet cannot be told " + argument);
            }
        }
    }

    Object[] readArguments(DataInputStream in, Method method) throws IOException {
        Class<?>[] types = method.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = readArgument(in, types[i]);
        }
        return arguments;
    }

    private static Object readArgument(DataInputStream in, Class<?> type) throws IOException {
        if (type == int.class) {
            return in.readInt();
        }
        if (type == long.class) {
            return in.readLong();
        }
        if (type == boolean.class) {
            return in.readBoolean();
        }
        if (type == byte[].class) {
            return in.readNBytes(in.readInt());
        }
        if (type == int[].class) {
            return new int[in.readInt()];
        }
        return type == FileStat.class ? new FileStat() : new LockInfo();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Back
    // ---------------------------------------------------------------------------------------------------------------

    void writeAnswer(DataOutputStream out, Object value, Object[] arguments) throws IOException {
        out.writeLong(((Number) value).longValue());
        for (Object argument : arguments) {
            if (argument instanceof byte[] bytes) {
                out.write(bytes);
            } else if (argument instanceof int[] numbers) {
                for (int number : numbers) {
                    out.writeInt(number);
                }
            } else if (argument instanceof FileStat stat) {
                write(out, stat);
            } else if (argument instanceof LockInfo lock) {
                write(out, lock);
            }
        }
    }

    private static void write(DataOutputStream out, FileStat stat) throws IOException {
        int kind = stat.isRegular() ? REGULAR : stat.isDirectory() ? DIRECTORY : stat.isSymlink() ? SYMLINK : 0;
        out.writeLong(stat.device());
        out.writeLong(stat.inode());
        out.writeInt(kind | stat.permissions());
        out.writeLong(stat.links());
        out.writeInt(stat.uid());
        out.writeInt(stat.gid());
        out.writeLong(stat.size());
        out.writeLong(stat.modifiedNanos());
        out.writeLong(stat.changedNanos());
    }

    private static void write(DataOutputStream out, LockInfo lock) throws IOException {
        out.writeInt(lock.type());
        out.writeLong(lock.start());
        out.writeLong(lock.length());
        out.writeInt(lock.pid());
    }

    /** Fills what the caller brought, and returns what its method returns. */
    Object readAnswer(DataInputStream in, Method method, Object[] arguments) throws IOException {
        long value = in.readLong();
        for (Object argument : arguments) {
            if (argument instanceof byte[] bytes) {
                in.readFully(bytes);
            } else if (argument instanceof int[] numbers) {
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = in.readInt();
                }
            } else if (argument instanceof FileStat stat) {
                stat.setIdentity(in.readLong(), in.readLong(), in.readInt(), in.readLong());
                stat.setAttributes(in.readInt(), in.readInt(), in.readLong(), in.readLong(), in.readLong());
            } else if (argument instanceof LockInfo lock) {
                lock.set(in.readInt(), in.readLong(), in.readLong(), in.readInt());
            }
        }
        return method.getReturnType() == int.class ? (Object) (int) value : (Object) value;
    }
}
