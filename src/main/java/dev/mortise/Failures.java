package dev.mortise;

import dev.mortise.owner.Owner;
import dev.mortise.posix.Errno;
import dev.mortise.posix.FileSystemKind;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Printable;
import dev.mortise.protocol.Generation;
import dev.mortise.protocol.PermanentFile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The one place where the port's results become exceptions, each with what, why, and what to do. */
final class Failures {

    private static final int NANO_DIGITS = 9;

    private Failures() {}

    static LockException path(Path path, IllegalArgumentException why) {
        LockException failure = new LockUnsupportedException(
                path, "cannot lock '" + shown(path) + "': " + Printable.of(String.valueOf(why.getMessage())));
        failure.initCause(why);
        return failure;
    }

    static LockException directory(Path path, int errno) {
        Path parent = path.toAbsolutePath().getParent();
        String next =
                switch (errno) {
                    case Errno.ENOENT -> "create it first";
                    case Errno.ENOTDIR -> "name a file in a directory";
                    case Errno.EACCES, Errno.EPERM -> "ask for permission to search it";
                    case Errno.EMFILE, Errno.ENFILE -> MORE_FILES;
                    case Errno.ELOOP -> "its symbolic links go in a circle";
                    default -> "look at it with stat(1)";
                };
        return new LockException(
                path,
                "cannot lock " + shown(path) + ": its directory " + shown(parent) + ": " + Errno.describe(errno) + "; "
                        + next);
    }

    private static String shown(@Nullable Path path) {
        return Printable.of(String.valueOf(path));
    }

    private static final String MORE_FILES = "close some files, or raise the limit (ulimit -n)";

    /** Opening the lock file in its directory. */
    static LockException open(Spot spot, Mode mode, int result) {
        return switch (result) {
            case PermanentFile.NOT_REGULAR ->
                refused(spot, "it is not a regular file", "name another path, or remove what lies there");
            case PermanentFile.NOT_OURS ->
                refused(
                        spot,
                        "it belongs to another user, who could lock it for ever or put anything in its place",
                        "name a file in a directory of your own");
            case PermanentFile.HARD_LINKED ->
                refused(
                        spot,
                        "it has more than one name, so it may be somebody's data and not a lock file",
                        "name a file that is only a lock file");
            case -Errno.ELOOP ->
                refused(spot, "it is a symbolic link, and who made it could point it anywhere", "name the file itself");
            case -Errno.EISDIR -> refused(spot, "it is a directory", "name a file in it");
            case -Errno.ENXIO, -Errno.ENODEV ->
                refused(spot, "it is a socket or a device", "name another path, or remove what lies there");
            case -Errno.EROFS, -Errno.EACCES, -Errno.EPERM -> cannotOpen(spot, -result, permission(mode, -result));
            case -Errno.EMFILE, -Errno.ENFILE -> cannotOpen(spot, -result, MORE_FILES);
            case -Errno.ENOENT ->
                cannotOpen(spot, Errno.ENOENT, "its directory was removed meanwhile; create it again");
            case -Errno.ENOSPC, -Errno.EDQUOT -> cannotOpen(spot, -result, "make room for an empty file");
            default -> cannotOpen(spot, -result, "look at it with stat(1)");
        };
    }

    private static String permission(Mode mode, int errno) {
        if (mode == Mode.SHARED) {
            return "a shared lock needs a file that can be read";
        }
        String what = errno == Errno.EROFS ? "the file system is read-only" : "no permission to write it";
        return "an exclusive lock needs a file that can be written, and " + what
                + "; shared() is enough for those who only read";
    }

    private static LockException cannotOpen(Spot spot, int errno, String next) {
        return new LockException(spot.path(), "cannot lock " + spot + ": " + Errno.describe(errno) + "; " + next);
    }

    private static LockException refused(Spot spot, String why, String next) {
        return new LockUnsupportedException(spot.path(), "refusing to lock " + spot + ": " + why + "; " + next);
    }

    static LockException fileSystem(Spot spot, FileSystemKind kind) {
        String consequence = kind.consequence().isEmpty()
                ? "the kernel does not say what it is; refused unless the caller states a policy"
                : kind.consequence();
        return new LockUnsupportedException(
                spot.path(),
                "refusing to lock " + spot + ", which lies on " + kind.name() + ": " + consequence
                        + (kind.trust() == FileSystemKind.Trust.ON_POLICY
                                ? " with trustingItsFileSystem()"
                                : "; name a directory on a disk"));
    }

    static LockException bothKinds(Spot spot) {
        String other = spot.range() == null ? "a RangeLock" : "a KernelLock";
        return refused(
                spot,
                other + " of this process uses the same file, and the two kinds do not exclude each other",
                "use one kind for one file");
    }

    static LockException neverAnswered(Spot spot, Duration after) {
        return new LockUnsupportedException(
                spot.path(),
                "gave up locking " + spot + ": the first lock call on its file system did not return within "
                        + seconds(after) + "; its server does not answer, or does not keep locks");
    }

    /** A lock call itself, or opening the file once more to wait. */
    static LockException lock(Spot spot, Mode mode, int result) {
        return switch (result) {
            case -Errno.ENOLCK ->
                new LockException(
                        spot.path(),
                        "cannot lock " + spot + ": " + Errno.describe(Errno.ENOLCK)
                                + "; the kernel or the file server keeps no more locks");
            case -Errno.EOPNOTSUPP, -Errno.ENOSYS, -Errno.EINVAL ->
                refused(
                        spot,
                        "its file system keeps no such locks (" + Errno.describe(-result) + ")",
                        "name another place");
            case -Errno.EBADF ->
                new LockException(
                        spot.path(),
                        "cannot lock " + spot + ": " + Errno.describe(Errno.EBADF)
                                + "; this file system wants a file that can be written even for a shared lock");
            default -> open(spot, mode, result);
        };
    }

    static LockException restless(Spot spot) {
        return new LockException(
                spot.path(),
                "gave up locking " + spot
                        + ": its name means another file each time it is looked at; find out who replaces it,"
                        + " or, if nobody does, name a file on a file system whose inode numbers stay as they are");
    }

    /** Who has the lock, in words and as it was seen. */
    record InTheWay(String words, List<Owner> owners) {}

    static LockTimeoutException timeout(Spot spot, Mode mode, String how, InTheWay others) {
        return new LockTimeoutException(
                spot.path(),
                mode,
                "could not acquire the " + mode.name().toLowerCase(Locale.ROOT) + " lock on " + spot + " " + how + ": "
                        + others.words(),
                others.owners());
    }

    static IllegalStateException selfDeadlock(Spot spot, Mode mode, Thread self, Tenant place) {
        Throwable site = place.site();
        String where = site == null
                ? "; run with -Dmortise.sites=true to learn where it was acquired"
                : "; the cause tells where it was acquired";
        return new IllegalStateException(
                "thread " + Printable.of(self.getName()) + " would wait for itself: it has a hold of " + place.spot()
                        + " that is still open, and waits for the "
                        + mode.name().toLowerCase(Locale.ROOT)
                        + " lock on " + spot + " without end; close that hold first, or use asLock(), which is"
                        + " reentrant" + where,
                site);
    }

    static LockLostException lost(Spot spot) {
        return new LockLostException(
                spot.path(),
                "lost the lock on " + spot + ": its name means another file by now, or none, so others may be inside as"
                        + " well; stop what it protects, and find out who removes or replaces lock files");
    }

    static LockException verify(Spot spot, int result) {
        return new LockException(
                spot.path(), "cannot tell whether " + spot + " is still locked: " + Errno.describe(-result));
    }

    static LockException examine(Spot spot, int result) {
        return new LockException(
                spot.path(), "cannot look at " + spot + ": " + Errno.describe(-result) + "; look at it with stat(1)");
    }

    static LockException notForLabels(Spot spot, String content) {
        return refused(
                spot,
                "it holds something else than a label: '" + content + "'",
                "name a file that is only a lock file, or leave out describedAs()");
    }

    static LockException label(Spot spot, int result) {
        return new LockException(
                spot.path(),
                "cannot label " + spot + ": " + Errno.describe(-result) + "; make room, or leave out describedAs()");
    }

    static IllegalStateException unfenced(Spot spot) {
        return new IllegalStateException("this hold of " + spot
                + " has no generation: acquire the lock exclusively and fenced(), as KernelLock.at(path).fenced()");
    }

    static LockException noGenerations(Spot spot, FileSystemKind kind, String why) {
        return refused(
                spot, "it lies on " + kind.name() + ", where " + why, "name a file on a disk, or leave out fenced()");
    }

    static LockException noBoot(Spot spot) {
        return refused(
                spot, "/proc does not say which boot this is, so generations could run backwards", "mount /proc");
    }

    /** The file beside the lock file. */
    static LockException generation(Spot spot, int result) {
        String file = spot + ".gen";
        return switch (result) {
            case Generation.CORRUPT ->
                refused(
                        spot,
                        "the generations in " + file + " are torn or were changed by somebody",
                        "find out who writes there, and remove it only if nobody relies on its numbers any more");
            case Generation.USED_UP ->
                refused(spot, "the generations in " + file + " are used up", "name another file");
            case Generation.RESTLESS ->
                refused(spot, file + " means another file each time it is looked at", "find out who replaces it");
            case PermanentFile.NOT_REGULAR, PermanentFile.NOT_OURS, PermanentFile.HARD_LINKED, -Errno.ELOOP ->
                refused(spot, file + " is no plain file of this user's with one name", "look at it with stat(1)");
            default ->
                new LockException(
                        spot.path(),
                        "cannot draw the generation of " + spot + " from " + file + ": " + Errno.describe(-result)
                                + "; no lock was kept");
        };
    }

    static LockException release(Spot spot, int result) {
        return new LockException(
                spot.path(),
                "could not release " + spot + ": " + Errno.describe(-result)
                        + ". As soon as nobody of this process is inside, its file is closed instead, which lets go of it");
    }

    static String seconds(Duration duration) {
        BigDecimal nanos = BigDecimal.valueOf(duration.getNano(), NANO_DIGITS);
        BigDecimal seconds =
                BigDecimal.valueOf(duration.getSeconds()).add(nanos).stripTrailingZeros();
        return seconds.toPlainString() + " s";
    }
}
