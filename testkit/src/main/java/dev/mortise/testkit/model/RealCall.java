package dev.mortise.testkit.model;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.LockInfo;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.model.LockRequests.Owner;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a model's calls in a real process, with that process's numbers in place of the model's. */
public final class RealCall {

    private final RealDoor door;
    private final RealDescriptors fds;
    private final Likeness likeness;

    /**
     * For one process.
     *
     * @param door its own
     * @param descriptors its descriptors
     * @param likeness of all processes
     */
    public RealCall(RealDoor door, RealDescriptors descriptors, Likeness likeness) {
        this.door = door;
        this.fds = descriptors;
        this.likeness = likeness;
    }

    /**
     * Makes one call.
     *
     * @param request the model's
     * @param expected what the model answered; a directory is asked until as much has come
     * @return what the kernel answered, or null if a real process cannot make this call here
     */
    public @Nullable RealAnswer make(Request request, Result expected) {
        if (request instanceof NameRequests.ListEntries list) {
            return list(list, expected);
        }
        if (isPastTheDirectory(request)) {
            return null;
        }
        RealAnswer answer = onFiles(request);
        answer = answer == null ? onNames(request) : answer;
        answer = answer == null ? onLocks(request) : answer;
        answer = answer == null ? onMetadata(request) : answer;
        return answer == null ? onProcesses(request) : answer;
    }

    private static boolean isPastTheDirectory(Request request) {
        return request instanceof FileRequests.OpenAt open && open.path().isAbsolute();
    }

    /**
     * Whether a call may have to wait for a lock.
     *
     * @param request the call
     * @return whether a kernel may put its caller to sleep
     */
    public static boolean mayWait(Request request) {
        boolean waits = request instanceof LockRequests.LockRange range && range.waits();
        return waits || (request instanceof LockRequests.Flock flock && (flock.operation() & Posix.LOCK_NB) == 0);
    }

    /**
     * Whether a call leaves something in its process that closing all descriptors does not take back.
     *
     * @param request the call
     * @return whether it is a record lock
     */
    public static boolean cannotBeTakenBack(Request request) {
        return request instanceof LockRequests.LockRange range && range.owner() == Owner.PROCESS;
    }

    /**
     * Tells whom a call kills.
     *
     * @param request the call
     * @return a number in the model, or 0 if it kills nobody
     */
    public static int kills(Request request) {
        return request instanceof ProcessRequests.Kill kill && kill.signal() == Posix.SIGKILL ? kill.pid() : 0;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // By kind
    // ---------------------------------------------------------------------------------------------------------------

    private @Nullable RealAnswer onFiles(Request request) {
        if (request instanceof FileRequests.OpenAt r) {
            return RealAnswer.of(door.openat(fds.of(r.dirfd()), text(r.path()), r.flags(), r.mode()));
        }
        if (request instanceof FileRequests.Close r) {
            return RealAnswer.of(door.close(fds.of(r.fd())));
        }
        if (request instanceof FileRequests.Read r) {
            byte[] buffer = new byte[r.length()];
            return filled(door.pread(fds.of(r.fd()), buffer, 0, r.length(), r.offset()), buffer);
        }
        if (request instanceof FileRequests.Write r) {
            byte[] bytes = r.bytes().array();
            return RealAnswer.of(door.pwrite(fds.of(r.fd()), bytes, 0, bytes.length, r.offset()));
        }
        if (request instanceof FileRequests.Truncate r) {
            return RealAnswer.of(door.ftruncate(fds.of(r.fd()), r.length()));
        }
        if (request instanceof FileRequests.Sync r) {
            int fd = fds.of(r.fd());
            return RealAnswer.of(r.dataOnly() ? door.fdatasync(fd) : door.fsync(fd));
        }
        return onWhatTheyAre(request);
    }

    private @Nullable RealAnswer onWhatTheyAre(Request request) {
        FileStat stat = new FileStat();
        if (request instanceof FileRequests.Stat r) {
            return told(door.fstat(fds.of(r.fd()), stat), stat);
        }
        if (request instanceof FileRequests.StatAt r) {
            return told(door.statx(fds.of(r.dirfd()), text(r.path()), r.flags(), stat), stat);
        }
        return null;
    }

    private @Nullable RealAnswer onNames(Request request) {
        if (request instanceof NameRequests.LinkAt r) {
            int to = fds.of(r.newDirfd());
            return RealAnswer.of(
                    door.linkat(fds.of(r.oldDirfd()), text(r.oldPath()), to, text(r.newPath()), r.flags()));
        }
        if (request instanceof NameRequests.RenameAt r) {
            int to = fds.of(r.newDirfd());
            return RealAnswer.of(
                    door.renameat2(fds.of(r.oldDirfd()), text(r.oldPath()), to, text(r.newPath()), r.flags()));
        }
        if (request instanceof NameRequests.UnlinkAt r) {
            return RealAnswer.of(door.unlinkat(fds.of(r.dirfd()), text(r.path()), r.flags()));
        }
        if (request instanceof NameRequests.MkdirAt r) {
            return RealAnswer.of(door.mkdirat(fds.of(r.dirfd()), text(r.path()), r.mode()));
        }
        if (request instanceof NameRequests.ReadLinkAt r) {
            byte[] buffer = new byte[r.capacity()];
            return filled(door.readlinkat(fds.of(r.dirfd()), text(r.path()), buffer), buffer);
        }
        return null;
    }

    private @Nullable RealAnswer onLocks(Request request) {
        if (request instanceof LockRequests.Flock r) {
            return RealAnswer.of(door.flock(fds.of(r.fd()), r.operation()));
        }
        if (request instanceof LockRequests.LockRange r) {
            int fd = fds.of(r.fd());
            return RealAnswer.of(
                    r.owner() == Owner.DESCRIPTION
                            ? door.ofdLock(fd, r.type(), r.start(), r.length(), r.waits())
                            : door.posixLock(fd, r.type(), r.start(), r.length(), r.waits()));
        }
        if (request instanceof LockRequests.ProbeRange r) {
            LockInfo lock = new LockInfo();
            return told(door.ofdProbe(fds.of(r.fd()), r.type(), r.start(), r.length(), lock), lock);
        }
        return null;
    }

    private @Nullable RealAnswer onMetadata(Request request) {
        if (request instanceof MetadataRequests.Chmod r) {
            return RealAnswer.of(door.fchmod(fds.of(r.fd()), r.mode()));
        }
        if (request instanceof MetadataRequests.SetTimes r) {
            return RealAnswer.of(door.futimens(fds.of(r.fd()), r.access(), r.modification()));
        }
        if (request instanceof MetadataRequests.GetAttribute r) {
            byte[] buffer = new byte[r.capacity()];
            return filled(door.fgetxattr(fds.of(r.fd()), terminated(r.name().bytes()), buffer), buffer);
        }
        if (request instanceof MetadataRequests.SetAttribute r) {
            byte[] name = terminated(r.name().bytes());
            return RealAnswer.of(door.fsetxattr(fds.of(r.fd()), name, r.value().array(), r.flags()));
        }
        if (request instanceof MetadataRequests.StatFs r) {
            return RealAnswer.of(door.fstatfs(fds.of(r.fd())));
        }
        if (request instanceof MetadataRequests.SetDescriptorFlags r) {
            return RealAnswer.of(door.fcntlSetFd(fds.of(r.fd()), r.flags()));
        }
        return null;
    }

    private @Nullable RealAnswer onProcesses(Request request) {
        if (request instanceof ProcessRequests.Kill r) {
            return !likeness.maySignal(r.pid(), r.signal())
                    ? null
                    : RealAnswer.of(door.kill(likeness.pid(r.pid()), r.signal()));
        }
        if (request instanceof ProcessRequests.OpenProcess r) {
            return RealAnswer.of(door.pidfdOpen(likeness.pid(r.pid())));
        }
        return request instanceof ProcessRequests.ReadClock r ? clock(r) : null;
    }

    private RealAnswer clock(ProcessRequests.ReadClock request) {
        return RealAnswer.of(
                switch (request.clock()) {
                    case MONOTONIC -> door.monotonicNanos();
                    case BOOT -> door.bootNanos();
                    case REALTIME -> door.realtimeNanos();
                });
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What comes back
    // ---------------------------------------------------------------------------------------------------------------

    private RealAnswer list(NameRequests.ListEntries request, Result expected) {
        int wanted = expected.payload() instanceof Bytes bytes ? entriesIn(bytes.array()) : 0;
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int filled;
        do {
            byte[] buffer = new byte[request.capacity()];
            filled = door.getdents(fds.of(request.fd()), buffer);
            all.write(buffer, 0, Math.max(filled, 0));
        } while (filled > 0 && entriesIn(all.toByteArray()) < wanted);
        byte[] bytes = all.toByteArray();
        return filled < 0 ? RealAnswer.of(filled) : new RealAnswer(bytes.length, bytes);
    }

    private static int entriesIn(byte[] bytes) {
        List<DirectoryEntry> entries = DirectoryEntry.in(bytes);
        return entries.size();
    }

    private static RealAnswer told(int value, Object out) {
        return value < 0 ? RealAnswer.of(value) : new RealAnswer(value, out);
    }

    private static RealAnswer filled(int value, byte[] buffer) {
        boolean none = value <= 0 || buffer.length == 0;
        return none ? RealAnswer.of(value) : new RealAnswer(value, Arrays.copyOf(buffer, value));
    }

    private static byte[] text(PathName path) {
        return terminated(path.bytes());
    }

    private static byte[] terminated(Bytes bytes) {
        return Arrays.copyOf(bytes.array(), bytes.length() + 1);
    }
}
