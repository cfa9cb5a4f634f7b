package dev.mortise;

import dev.mortise.posix.Errno;
import java.util.function.IntSupplier;

/** What is done when the process can open no more files. */
@FunctionalInterface
interface Room {

    /** Closes what nobody uses; whether there was something. */
    boolean make();

    /** Opens, and once more if there is room then. */
    default int open(IntSupplier opening) {
        int fd = opening.getAsInt();
        boolean full = fd == -Errno.EMFILE || fd == -Errno.ENFILE;
        return full && make() ? opening.getAsInt() : fd;
    }
}
