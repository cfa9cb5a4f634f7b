package dev.mortise.testkit.power;

import dev.mortise.posix.Posix;
import java.util.function.UnaryOperator;

/** What is left out of the shipped protocols, to see that its loss is noticed. */
enum Fault {
    NONE("", UnaryOperator.identity(), UnaryOperator.identity()),
    DIRECTORY(", the directory not forced", Unforced::directories, UnaryOperator.identity()),
    FILE(", the file not forced", Unforced::files, UnaryOperator.identity()),
    GENERATION(
            ", the generation not forced",
            UnaryOperator.identity(),
            posix -> Unforced.files(Unforced.directories(posix)));

    private final String words;
    private final UnaryOperator<Posix> replacing;
    private final UnaryOperator<Posix> numbering;

    Fault(String words, UnaryOperator<Posix> replacing, UnaryOperator<Posix> numbering) {
        this.words = words;
        this.replacing = replacing;
        this.numbering = numbering;
    }

    String words() {
        return words;
    }

    /** The door to the kernel for whoever replaces. */
    Posix replacing(Posix posix) {
        return replacing.apply(posix);
    }

    /** The door to the kernel for whoever draws numbers. */
    Posix numbering(Posix posix) {
        return numbering.apply(posix);
    }
}
