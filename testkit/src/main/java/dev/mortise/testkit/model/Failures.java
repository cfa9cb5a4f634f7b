package dev.mortise.testkit.model;

import static dev.mortise.posix.Errno.EACCES;
import static dev.mortise.posix.Errno.EDQUOT;
import static dev.mortise.posix.Errno.EINTR;
import static dev.mortise.posix.Errno.EIO;
import static dev.mortise.posix.Errno.EMFILE;
import static dev.mortise.posix.Errno.ENFILE;
import static dev.mortise.posix.Errno.ENOLCK;
import static dev.mortise.posix.Errno.ENOMEM;
import static dev.mortise.posix.Errno.ENOSPC;
import static dev.mortise.posix.Errno.ENOSYS;
import static dev.mortise.posix.Errno.EOPNOTSUPP;
import static dev.mortise.posix.Errno.EPERM;
import static dev.mortise.posix.Errno.EROFS;
import static dev.mortise.posix.Errno.ESTALE;

import dev.mortise.posix.Posix;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call may answer although nothing is wrong with its arguments and with what lies on the disk: a device that fails, a disk or a
 * table that is full, a signal, a server that is gone. What follows from the state of things the model answers by itself.
 */
public final class Failures {

    /** In place of an error number: less is read or written than was asked for. */
    public static final int SHORT = 0;

    private static final List<Integer> OF_A_LOOK = List.of(EACCES, EIO, ENOMEM, ESTALE);
    private static final List<Integer> OF_A_CHANGE = List.of(EACCES, EDQUOT, EIO, ENOMEM, ENOSPC, EPERM, EROFS, ESTALE);
    private static final List<Integer> OF_A_NEW_DESCRIPTOR = List.of(EMFILE, ENFILE, ENOMEM);
    private static final List<Integer> OF_OPENING = List.of(EACCES, EINTR, EIO, EMFILE, ENFILE, ENOMEM, ESTALE);
    private static final List<Integer> OF_CREATING =
            List.of(EACCES, EDQUOT, EINTR, EIO, EMFILE, ENFILE, ENOMEM, ENOSPC, EPERM, EROFS, ESTALE);
    private static final List<Integer> OF_TRYING_A_LOCK = List.of(EIO, ENOLCK, ENOMEM, ESTALE);
    private static final List<Integer> OF_WAITING_FOR_A_LOCK = List.of(EINTR, EIO, ENOLCK, ENOMEM, ESTALE);
    private static final List<Integer> OF_ATTRIBUTES = List.of(EACCES, EIO, ENOMEM, EOPNOTSUPP);

    private static final Map<Class<? extends Request>, List<Integer>> BY_CALL = Map.ofEntries(
            Map.entry(FileRequests.Close.class, List.of(EDQUOT, EINTR, EIO, ENOSPC)),
            Map.entry(FileRequests.Read.class, List.of(EINTR, EIO, ESTALE)),
            Map.entry(FileRequests.Write.class, List.of(EDQUOT, EINTR, EIO, ENOSPC, ESTALE)),
            Map.entry(FileRequests.Truncate.class, List.of(EINTR, EIO, ENOSPC, EPERM)),
            Map.entry(FileRequests.Sync.class, List.of(EDQUOT, EIO, ENOSPC)),
            Map.entry(FileRequests.Stat.class, List.of(EIO, ENOMEM, ESTALE)),
            Map.entry(FileRequests.StatAt.class, OF_A_LOOK),
            Map.entry(LockRequests.ProbeRange.class, List.of(EIO, ENOLCK, ESTALE)),
            Map.entry(MetadataRequests.Chmod.class, OF_A_CHANGE),
            Map.entry(MetadataRequests.Chown.class, OF_A_CHANGE),
            Map.entry(MetadataRequests.SetTimes.class, OF_A_CHANGE),
            Map.entry(MetadataRequests.GetAttribute.class, OF_ATTRIBUTES),
            Map.entry(MetadataRequests.ListAttributes.class, OF_ATTRIBUTES),
            Map.entry(MetadataRequests.SetAttribute.class, List.of(EDQUOT, EIO, ENOSPC, EOPNOTSUPP, EPERM)),
            Map.entry(MetadataRequests.StatFs.class, List.of(EIO, ENOMEM, ENOSYS, ESTALE)),
            Map.entry(NameRequests.LinkAt.class, OF_A_CHANGE),
            Map.entry(NameRequests.RenameAt.class, OF_A_CHANGE),
            Map.entry(NameRequests.UnlinkAt.class, OF_A_CHANGE),
            Map.entry(NameRequests.MkdirAt.class, OF_A_CHANGE),
            Map.entry(NameRequests.ReadLinkAt.class, OF_A_LOOK),
            Map.entry(NameRequests.ListEntries.class, List.of(EIO, ENOMEM, ESTALE)),
            Map.entry(ProcessRequests.Kill.class, List.of(EPERM)),
            Map.entry(ProcessRequests.Draw.class, List.of(EINTR, ENOSYS)),
            Map.entry(ProcessRequests.Sleep.class, List.of(EINTR)),
            Map.entry(ProcessRequests.OpenProcess.class, OF_A_NEW_DESCRIPTOR),
            Map.entry(ProcessRequests.OpenPipe.class, OF_A_NEW_DESCRIPTOR));

    private Failures() {}

    /**
     * The error numbers that a call may answer.
     *
     * @param request the call
     * @return positive; none for a call that cannot fail
     */
    public static List<Integer> of(Request request) {
        if (request instanceof FileRequests.OpenAt open) {
            return (open.flags() & (Posix.O_CREAT | (Posix.O_TMPFILE & ~Posix.O_DIRECTORY))) == 0
                    ? OF_OPENING
                    : OF_CREATING;
        }
        if (request instanceof LockRequests.Flock flock) {
            return ofLock((flock.operation() & (Posix.LOCK_NB | Posix.LOCK_UN)) == 0);
        }
        if (request instanceof LockRequests.LockRange lock) {
            return ofLock(lock.waits() && lock.type() != Posix.F_UNLCK);
        }
        return BY_CALL.getOrDefault(request.getClass(), List.of());
    }

    private static List<Integer> ofLock(boolean waits) {
        return waits ? OF_WAITING_FOR_A_LOCK : OF_TRYING_A_LOCK;
    }

    /**
     * Whether a failure can be there to stay; a signal comes and goes.
     *
     * @param errno of the failure
     * @return whether every later call of the kind may fail like this one
     */
    public static boolean canStay(int errno) {
        return errno != EINTR && errno != SHORT;
    }

    /**
     * The same call for half of the bytes.
     *
     * @param request the call
     * @return null for what moves no bytes, or too few
     */
    public static @Nullable Request shortened(Request request) {
        if (request instanceof FileRequests.Read read && read.length() > 1) {
            return new FileRequests.Read(read.fd(), read.length() / 2, read.offset());
        }
        if (request instanceof FileRequests.Write write && write.bytes().length() > 1) {
            return new FileRequests.Write(
                    write.fd(), write.bytes().first(write.bytes().length() / 2), write.offset());
        }
        return null;
    }

    /**
     * What a call cleans up: if it fails, that stays.
     *
     * @param request the call
     * @return the last component of the name that it removes; empty if it removes none
     */
    public static String removed(Request request) {
        return request instanceof NameRequests.UnlinkAt unlink ? unlink.path().last() : "";
    }

    /**
     * Which calls fail together where one fails for ever: a full disk keeps nobody from opening what is there, and where no lock can be had some
     * can be given back.
     *
     * @param request the call
     * @return its kind, in a word
     */
    public static String kind(Request request) {
        String call = request.getClass().getSimpleName();
        if (request instanceof FileRequests.OpenAt) {
            return call + (of(request).equals(OF_CREATING) ? " creating" : "");
        }
        boolean unlocks = request instanceof LockRequests.Flock flock && (flock.operation() & Posix.LOCK_UN) != 0;
        unlocks |= request instanceof LockRequests.LockRange lock && lock.type() == Posix.F_UNLCK;
        return call + (unlocks ? " unlocking" : "");
    }

    /**
     * The descriptor whose file a call forces to the disk.
     *
     * @param request the call
     * @return -1 if it forces nothing
     */
    public static int forced(Request request) {
        return request instanceof FileRequests.Sync sync ? sync.fd() : -1;
    }

    /**
     * The descriptor that a call closes.
     *
     * @param request the call
     * @return -1 if it closes none
     */
    public static int closed(Request request) {
        return request instanceof FileRequests.Close close ? close.fd() : -1;
    }

    /** What a call that fails does all the same. */
    static void befall(Machine machine, Request request) {
        if (request instanceof FileRequests.Close) {
            request.on(machine);
        } else if (request instanceof FileRequests.Sync sync) {
            lose(machine, sync.fd());
        }
    }

    /** The kernel takes for written what it could not write, and will not try again. */
    private static void lose(Machine machine, int fd) {
        Inode inode = FileRequests.opened(machine, fd);
        if (inode != null && inode.isRegular() && machine.rules().durability()) {
            machine.put(inode.unforceable());
        }
    }
}
