package dev.mortise.testkit.model;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.model.FileRequests.Read;
import dev.mortise.testkit.model.FileRequests.Write;

/** Reading and writing of pipes. */
final class Pipes {

    private Pipes() {}

    static Result read(Machine machine, Read request, Description description, Inode inode) {
        if (request.offset() != Posix.CURRENT_POSITION) {
            return Result.error(Errno.ESPIPE);
        }
        Pipe pipe = (Pipe) inode.body();
        if (request.length() == 0) {
            return Result.of(0);
        }
        if (pipe.waiting().length() == 0) {
            return machine.isOpenFor(inode.number(), false) ? notNow(description) : Result.of(0);
        }
        Bytes bytes = pipe.first(request.length());
        machine.put(inode.with(pipe.without(bytes.length()), inode.metadata()));
        return Result.of(bytes.length(), bytes);
    }

    /** A long write goes in by pieces; one that could not end says so, and the caller asks again for the rest. */
    static Result write(Machine machine, Write request, Description description, Inode inode) {
        if (request.offset() != Posix.CURRENT_POSITION) {
            return Result.error(Errno.ESPIPE);
        }
        if (!machine.isOpenFor(inode.number(), true)) {
            return Result.error(Errno.EPIPE);
        }
        Pipe pipe = (Pipe) inode.body();
        int length = request.bytes().length();
        int written = Math.min(length, pipe.room());
        if (written < length && (written == 0 || length <= Pipe.ATOMIC)) {
            return notNow(description);
        }
        machine.put(inode.with(pipe.with(request.bytes().array(), written), inode.metadata()));
        boolean goesOn = written < length && description.blocks();
        return goesOn ? Result.of(written, Unfinished.WRITE) : Result.of(written);
    }

    private static Result notNow(Description description) {
        return description.blocks() ? Result.BLOCKED : Result.error(Errno.EAGAIN);
    }

    /** Comes with a result that is only a part. */
    enum Unfinished {
        WRITE
    }
}
