package dev.mortise;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.Location;
import dev.mortise.posix.Posix;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The directories whose files are open: most lock files lie beside others. */
final class Folders {

    private final Posix posix;
    private final Room room;
    private final Map<ByteBuffer, Folder> open = new ConcurrentHashMap<>();

    Folders(Posix posix, Room room) {
        this.posix = posix;
        this.room = room;
    }

    /** Where a file lies, as its path leads there now; to be given back. */
    Folder borrow(Path file, Location location) throws LockException {
        Folder known = open.get(key(location.directory()));
        if (known == null || !known.borrow()) {
            return open(file, location);
        }
        if (!known.hasMoved(posix.monotonicNanos())) {
            return known;
        }
        forget(known);
        known.giveBack();
        return open(file, location);
    }

    private Folder open(Path file, Location location) throws LockException {
        byte[] path = location.directory();
        int descriptor = room.open(() -> Folder.openDescriptor(posix, path));
        if (descriptor < 0) {
            throw Failures.directory(file, -descriptor);
        }
        FileStat identity = new FileStat();
        int described = posix.fstat(descriptor, identity);
        if (described < 0) {
            posix.close(descriptor);
            throw Failures.directory(file, -described);
        }
        Folder folder = new Folder(posix, descriptor, path, identity, this::forget);
        open.put(key(path), folder);
        return folder;
    }

    private void forget(Folder folder) {
        open.remove(key(folder.path()), folder);
    }

    private static ByteBuffer key(byte[] path) {
        return ByteBuffer.wrap(path);
    }
}
