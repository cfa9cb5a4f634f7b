package dev.mortise;

import dev.mortise.owner.Processes;
import dev.mortise.posix.FileSystemKind;
import dev.mortise.posix.Location;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.protocol.BootNumber;
import dev.mortise.protocol.Generation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The numbers of one lock's exclusive holds, from the file beside it. Opened when the first one is drawn. */
final class Numbering {

    private static final String SUFFIX = ".gen";

    /** Where nothing survives a reboot, though the epochs must. */
    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");

    private final Posix posix;
    private final Spot spot;
    private final Folder folder;
    private @Nullable Generation generation;
    private boolean closed;

    Numbering(Posix posix, Spot spot, Folder folder) {
        this.posix = posix;
        this.spot = spot;
        this.folder = folder;
    }

    /** By whoever is inside alone. A number is drawn also when the lock has been closed for those who come later. */
    synchronized long next() throws LockException {
        Generation mine = generation;
        if (mine == null) {
            mine = open();
            generation = mine;
        }
        long number = mine.next();
        if (closed) {
            mine.close();
        }
        if (number < 0) {
            throw Failures.generation(spot, (int) number);
        }
        return number;
    }

    private Generation open() throws LockException {
        FileSystemKind kind = folder.kind();
        if (IN_MEMORY.contains(kind.name())) {
            throw Failures.noGenerations(spot, kind, "generations would begin anew with each boot");
        }
        if (kind.trust() == FileSystemKind.Trust.ON_POLICY) {
            throw Failures.noGenerations(spot, kind, "numbers of other machines may be seen too late");
        }
        BootNumber boot = BootNumber.of(Processes.of(posix).self().bootId());
        if (boot.equals(BootNumber.NONE)) {
            throw Failures.noBoot(spot);
        }
        return new Generation(posix, folder.descriptor(), name(), boot);
    }

    private Name name() throws LockException {
        byte[] lock = Location.of(spot.path()).name().terminated();
        byte[] suffix = SUFFIX.getBytes(StandardCharsets.US_ASCII);
        byte[] both = Arrays.copyOf(lock, lock.length - 1 + suffix.length);
        System.arraycopy(suffix, 0, both, lock.length - 1, suffix.length);
        try {
            return Name.ofBytes(both);
        } catch (IllegalArgumentException e) {
            throw Failures.path(spot.path(), e);
        }
    }

    /** For good. */
    synchronized void close() {
        closed = true;
        if (generation != null) {
            generation.close();
        }
    }
}
