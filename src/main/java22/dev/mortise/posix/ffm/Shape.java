package dev.mortise.posix.ffm;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.util.List;

/**
 * The shapes of the C functions that this backend calls; {@link FfmDowncalls} links no other. An image that is compiled ahead of time
 * must be told of each, in {@code META-INF/native-image}. Pointers are passed as numbers.
 */
enum Shape {
    /** It may block, so it must not be critical: a thread blocked in a critical call stalls every garbage collection. */
    SYSCALL(
            FunctionDescriptor.of(
                    JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.captureCallState("errno"),
            Linker.Option.firstVariadicArg(1)),
    /** Never blocks. */
    CLOCK(FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG), Linker.Option.critical(false)),
    ONE_LONG(FunctionDescriptor.of(JAVA_INT, JAVA_LONG)),
    TWO_LONGS(FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG)),
    THREE_LONGS(FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG)),
    SIX_LONGS(FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));

    private final FunctionDescriptor descriptor;
    private final List<Linker.Option> options;

    Shape(FunctionDescriptor descriptor, Linker.Option... options) {
        this.descriptor = descriptor;
        this.options = List.of(options);
    }

    /** The shape of a function that takes so many numbers and answers an int. */
    static Shape ofLongs(int count) {
        return switch (count) {
            case 1 -> ONE_LONG;
            case 2 -> TWO_LONGS;
            case 3 -> THREE_LONGS;
            case 6 -> SIX_LONGS;
            default -> throw new IllegalArgumentException("no function takes " + count + " numbers");
        };
    }

    FunctionDescriptor descriptor() {
        return descriptor;
    }

    Linker.Option[] options() {
        return options.toArray(Linker.Option[]::new);
    }
}
