package dev.mortise.testkit;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * An actor as a search knows it.
 *
 * @param index its place among the actors; A is 0
 * @param process its process in the world; actors may share one
 * @param part casts it; asked anew for each run, so that whatever the casting does is watched and compared as well
 * @param name the file that the scenario is about
 * @param reduced whether calls that nobody else can notice are no steps
 * @param decorator what lies between its code and the kernel
 * @param mayFail whether its calls may fail
 * @param afterwards whether its process runs when the power is back, and not before
 * @param alarm who is told what makes a search impossible
 */
record Script(
        int index,
        int process,
        Supplier<Actor> part,
        Name name,
        boolean reduced,
        UnaryOperator<Posix> decorator,
        boolean mayFail,
        boolean afterwards,
        Alarm alarm) {

    /** The descriptor that every process has from its start. */
    static final int DIRECTORY = 3;

    Posix decorate(Posix posix) {
        return decorator.apply(posix);
    }

    Actor actor() {
        return Objects.requireNonNull(part.get(), "the casting made no actor");
    }

    String letter() {
        return Schedule.letter(index);
    }
}
