package dev.mortise.testkit;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import java.util.function.UnaryOperator;

/**
 * An actor as a search knows it.
 *
 * @param index its place among the actors; A is 0
 * @param process its process in the world; actors may share one
 * @param actor its code
 * @param name the file that the scenario is about
 * @param reduced whether calls that nobody else can notice are no steps
 * @param decorator what lies between its code and the kernel
 * @param alarm who is told what makes a search impossible
 */
record Script(
        int index, int process, Actor actor, Name name, boolean reduced, UnaryOperator<Posix> decorator, Alarm alarm) {

    /** The descriptor that every process has from its start. */
    static final int DIRECTORY = 3;

    Posix decorate(Posix posix) {
        return decorator.apply(posix);
    }

    String letter() {
        return Schedule.letter(index);
    }

    UnfitProtocolException foreignThread(String site) {
        String message = "the code calls the port from a thread of its own, "
                + Thread.currentThread().getName() + ", at " + site
                + ": threads belong to another layer than protocols";
        alarm.raise(message);
        return new UnfitProtocolException(message);
    }

    /** Code that swallows everything cannot be taken off its thread: the thread is left behind. */
    void giveUp(String message) {
        alarm.raise(message);
        alarm.parkForEver();
    }
}
