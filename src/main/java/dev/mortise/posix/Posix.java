package dev.mortise.posix;

/**
 * The one door to the kernel: every call that Mortise makes to the operating system goes through this interface.
 *
 * <p>Real backends, decorators and simulated kernels implement it, so the same protocol code runs on all of them.
 *
 * <h2>What holds for every call</h2>
 *
 * <ul>
 *   <li><b>Result.</b> A value {@code >= 0}, or {@code -errno} (see {@link Errno}). No call throws for what the kernel
 *       refuses; {@link IllegalArgumentException} and {@link IndexOutOfBoundsException} are for arguments that could
 *       never reach a kernel: a name without its NUL or with a second one, an open flag outside this vocabulary, a
 *       region outside its buffer.
 *   <li><b>One call, one system call.</b> Nothing is retried: {@link Errno#EINTR} and short transfers are handed to
 *       the caller. The two exceptions are probes for what an old kernel or a strict seccomp profile lacks
 *       ({@link #statx}, {@link #renameat2}).
 *   <li><b>Types.</b> {@code int} for descriptors and flags, {@code long} for sizes, offsets and times. Times are
 *       nanoseconds.
 *   <li><b>Names</b> are the bytes that lie on disk, closed by one NUL; {@link Name} is a single safe component.
 *       Buffers and names are never retained and, unless a call says that it fills them, never written.
 *   <li><b>Out-parameters</b> ({@link FileStat}, {@link LockInfo}, arrays) belong to the caller and are written only
 *       on success.
 *   <li><b>Blocking.</b> A call blocks only where its comment says so. A thread blocked here holds its carrier, if it
 *       is virtual. {@link #kick} makes such a call return {@link Errno#EINTR}.
 *   <li><b>Threads.</b> Every call may be made by any thread at any time; descriptors are the process's.
 *   <li><b>Allocation.</b> {@link #flock}, {@link #ofdLock}, {@link #ofdProbe}, {@link #fstat}, {@link #pread} and
 *       {@link #pwrite} up to 64 bytes, and the clocks allocate nothing on the Java heap.
 * </ul>
 *
 * <p>The constants are numbered as Linux numbers them on x86-64. Where another architecture differs, its backend
 * translates. {@code O_TRUNC} is missing on purpose: a file is cut with {@link #ftruncate}, after it was locked and
 * its identity verified.
 */
public interface Posix {

    // ---------------------------------------------------------------------------------------------------------------
    // Constants
    // ---------------------------------------------------------------------------------------------------------------

    /** Directory descriptor: relative names start at the process's working directory. */
    int AT_FDCWD = -100;

    /** {@link #statx}: describe a symbolic link itself. */
    int AT_SYMLINK_NOFOLLOW = 0x100;
    /** {@link #unlinkat}: remove a directory. */
    int AT_REMOVEDIR = 0x200;
    /** {@link #linkat}: follow the old name if it is a symbolic link. */
    int AT_SYMLINK_FOLLOW = 0x400;
    /** {@link #statx}, {@link #linkat}: the empty name means the descriptor itself. */
    int AT_EMPTY_PATH = 0x1000;
    /** {@link #statx}: what this machine knows, without asking the server of a network file system. */
    int AT_STATX_DONT_SYNC = 0x4000;

    /** Open for reading. */
    int O_RDONLY = 0;
    /** Open for writing. */
    int O_WRONLY = 01;
    /** Open for both. */
    int O_RDWR = 02;
    /** Create the file if the name is free. */
    int O_CREAT = 0100;
    /** With {@link #O_CREAT}: refuse with {@link Errno#EEXIST} if the name is taken, by anything. */
    int O_EXCL = 0200;
    /** Every write goes to the end. */
    int O_APPEND = 02000;
    /** Do not wait for the other end of a FIFO or for a device. */
    int O_NONBLOCK = 04000;
    /** Refuse anything but a directory. */
    int O_DIRECTORY = 0200000;
    /** Refuse a symbolic link as the last component. */
    int O_NOFOLLOW = 0400000;
    /** Not inherited by a program that is executed. */
    int O_CLOEXEC = 02000000;
    /** Only a place in the tree, no contents. */
    int O_PATH = 010000000;
    /** A file without a name, in the directory that the name means. */
    int O_TMPFILE = 020000000 | O_DIRECTORY;

    /** {@link #flock}: shared. */
    int LOCK_SH = 1;
    /** {@link #flock}: exclusive. */
    int LOCK_EX = 2;
    /** {@link #flock}: do not wait. */
    int LOCK_NB = 4;
    /** {@link #flock}: let go. */
    int LOCK_UN = 8;

    /** {@link #ofdLock}: shared. */
    int F_RDLCK = 0;
    /** {@link #ofdLock}: exclusive. */
    int F_WRLCK = 1;
    /** {@link #ofdLock}: let go; from {@link #ofdProbe}: nothing in the way. */
    int F_UNLCK = 2;

    /** {@link #renameat2}: refuse with {@link Errno#EEXIST} if the new name is taken. */
    int RENAME_NOREPLACE = 1;
    /** {@link #renameat2}: swap the two names. */
    int RENAME_EXCHANGE = 2;

    /** {@link #fcntlSetFd}: not inherited by a program that is executed. */
    int FD_CLOEXEC = 1;

    /** {@link #fsetxattr}: refuse if the attribute exists. */
    int XATTR_CREATE = 1;
    /** {@link #fsetxattr}: refuse if the attribute is missing. */
    int XATTR_REPLACE = 2;

    /** {@link #futimens}: now, as the kernel sees it. */
    long TIME_NOW = Long.MAX_VALUE;
    /** {@link #futimens}: leave this time alone. */
    long TIME_OMIT = Long.MIN_VALUE;

    /** {@link #waitpid}: do not wait. */
    int WNOHANG = 1;

    /** {@link #kill}: hang-up. */
    int SIGHUP = 1;
    /** {@link #kill}: interrupt. */
    int SIGINT = 2;
    /** {@link #kill}: end at once, nothing runs any more. */
    int SIGKILL = 9;
    /** {@link #kill}: please end. */
    int SIGTERM = 15;
    /** {@link #kill}: go on after {@link #SIGSTOP}. */
    int SIGCONT = 18;
    /** {@link #kill}: stand still. */
    int SIGSTOP = 19;

    /** {@link #pread}, {@link #pwrite}: at the descriptor's own position, the only one that a pipe has. */
    long CURRENT_POSITION = -1;

    /** The size of the buffer that {@link #uname} fills. */
    int UTSNAME_BYTES = 6 * 65;

    // ---------------------------------------------------------------------------------------------------------------
    // Files: open, read, write, force
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Opens a file. May block on a FIFO or a device unless {@link #O_NONBLOCK} is given.
     *
     * @param dirfd where a relative name starts, or {@link #AT_FDCWD}
     * @param name the name, NUL-terminated
     * @param flags {@code O_*}
     * @param mode permissions of a new file, before the process's umask
     * @return the new descriptor or {@code -errno}
     */
    int openat(int dirfd, byte[] name, int flags, int mode);

    /**
     * Closes a descriptor. It is gone whatever the result says: a second close after {@link Errno#EINTR} could hit a
     * descriptor that another thread has just opened.
     *
     * @param fd the descriptor
     * @return 0 or {@code -errno}
     */
    int close(int fd);

    /**
     * Reads once. Blocks on an empty pipe.
     *
     * @param fd a descriptor open for reading
     * @param buffer filled from {@code from}
     * @param from first index to fill
     * @param length most bytes to read; a backend may read at most 1 MiB at a time
     * @param offset position in the file, or {@link #CURRENT_POSITION}
     * @return the bytes read, 0 at the end of the file, or {@code -errno}
     */
    int pread(int fd, byte[] buffer, int from, int length, long offset);

    /**
     * Writes once. Blocks on a full pipe.
     *
     * @param fd a descriptor open for writing
     * @param buffer the source
     * @param from first index to write
     * @param length most bytes to write; a backend may write at most 1 MiB at a time
     * @param offset position in the file, or {@link #CURRENT_POSITION}
     * @return the bytes written or {@code -errno}
     */
    int pwrite(int fd, byte[] buffer, int from, int length, long offset);

    /**
     * Sets a file's length; what is added reads as zeroes.
     *
     * @param fd a descriptor open for writing
     * @param length the new length
     * @return 0 or {@code -errno}
     */
    int ftruncate(int fd, long length);

    /**
     * Forces a file, or a directory's entries, to the disk. Blocks for as long as the disk takes. A failure is final:
     * the kernel may drop the pages and report success next time, so it must never be repeated on this descriptor.
     *
     * @param fd a descriptor, of a directory too
     * @return 0 or {@code -errno}
     */
    int fsync(int fd);

    /**
     * As {@link #fsync}, but forces only what is needed to read the contents back.
     *
     * @param fd a descriptor
     * @return 0 or {@code -errno}
     */
    int fdatasync(int fd);

    // ---------------------------------------------------------------------------------------------------------------
    // Locks
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Locks the whole file, for this open file description. Blocks unless {@link #LOCK_NB} is given. Changing between
     * shared and exclusive is not atomic: the kernel drops the old lock first, and a change refused with
     * {@link #LOCK_NB} has lost it.
     *
     * @param fd any descriptor of the description
     * @param operation {@code LOCK_*}
     * @return 0, {@code -EAGAIN} when held elsewhere and {@link #LOCK_NB} was given, or another {@code -errno}
     */
    int flock(int fd, int operation);

    /**
     * Locks a range of bytes, for this open file description ({@code F_OFD_SETLK}, {@code F_OFD_SETLKW}). Unlike the
     * POSIX kind it is not lost when the process closes another descriptor of the file. Blocks if {@code wait}.
     *
     * @param fd open for reading for {@link #F_RDLCK}, for writing for {@link #F_WRLCK}
     * @param type {@link #F_RDLCK}, {@link #F_WRLCK} or {@link #F_UNLCK}
     * @param start first byte
     * @param length number of bytes; 0 means up to the end of every possible file
     * @param wait whether to wait for the range
     * @return 0, {@code -EAGAIN} when held elsewhere and not waiting, or another {@code -errno}
     */
    int ofdLock(int fd, int type, long start, long length, boolean wait);

    /**
     * Asks what would stand in the way of {@link #ofdLock} and takes nothing ({@code F_OFD_GETLK}). An answer is stale
     * when it arrives; it is evidence, never permission.
     *
     * @param fd as for {@link #ofdLock}
     * @param type {@link #F_RDLCK} or {@link #F_WRLCK}
     * @param start first byte
     * @param length number of bytes
     * @param out filled with the first conflict, or with {@link #F_UNLCK}
     * @return 0 or {@code -errno}
     */
    int ofdProbe(int fd, int type, long start, long length, LockInfo out);

    // ---------------------------------------------------------------------------------------------------------------
    // What a file is
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Describes an open file.
     *
     * @param fd a descriptor
     * @param out filled on success
     * @return 0 or {@code -errno}
     */
    int fstat(int fd, FileStat out);

    /**
     * Describes a name. Old kernels and strict seccomp profiles refuse {@code statx} itself with
     * {@link Errno#ENOSYS} or {@link Errno#EPERM}; the backend notices and uses {@code fstatat} from then on.
     *
     * @param dirfd where a relative name starts
     * @param name the name, NUL-terminated; may be empty with {@link #AT_EMPTY_PATH}
     * @param flags {@link #AT_SYMLINK_NOFOLLOW}, {@link #AT_EMPTY_PATH}, {@link #AT_STATX_DONT_SYNC}
     * @param out filled on success
     * @return 0 or {@code -errno}
     */
    int statx(int dirfd, byte[] name, int flags, FileStat out);

    /**
     * Tells what kind of file system an open file lies on.
     *
     * @param fd a descriptor
     * @return the file system's magic number, unsigned, or {@code -errno}
     */
    long fstatfs(int fd);

    // ---------------------------------------------------------------------------------------------------------------
    // Names
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Gives a file a second name; refuses with {@link Errno#EEXIST} if it is taken.
     *
     * @param olddirfd where the old name starts, or the file itself with {@link #AT_EMPTY_PATH}
     * @param oldname the old name
     * @param newdirfd where the new name starts
     * @param newname the new name
     * @param flags {@link #AT_SYMLINK_FOLLOW}, {@link #AT_EMPTY_PATH}
     * @return 0 or {@code -errno}
     */
    int linkat(int olddirfd, byte[] oldname, int newdirfd, byte[] newname, int flags);

    /**
     * Renames. Without flags the new name is replaced atomically, whatever it means by then. Kernels and seccomp
     * profiles that refuse the call itself are noticed: {@code flags == 0} then uses {@code renameat}, anything else
     * answers {@link Errno#ENOSYS}.
     *
     * @param olddirfd where the old name starts
     * @param oldname the old name
     * @param newdirfd where the new name starts
     * @param newname the new name
     * @param flags 0, {@link #RENAME_NOREPLACE} or {@link #RENAME_EXCHANGE}
     * @return 0 or {@code -errno}; {@code -EINVAL} where the file system does not know the flag
     */
    int renameat2(int olddirfd, byte[] oldname, int newdirfd, byte[] newname, int flags);

    /**
     * Removes a name.
     *
     * @param dirfd where the name starts
     * @param name the name
     * @param flags 0 or {@link #AT_REMOVEDIR}
     * @return 0 or {@code -errno}
     */
    int unlinkat(int dirfd, byte[] name, int flags);

    /**
     * Makes a directory.
     *
     * @param dirfd where the name starts
     * @param name the name
     * @param mode permissions before the process's umask
     * @return 0 or {@code -errno}
     */
    int mkdirat(int dirfd, byte[] name, int mode);

    /**
     * Reads the next entries of a directory, in the kernel's own form; {@link DirectoryEntries} reads them.
     *
     * @param fd a directory open for reading
     * @param buffer filled from its start
     * @return the bytes filled, 0 at the end, or {@code -errno}
     */
    int getdents(int fd, byte[] buffer);

    /**
     * Reads a symbolic link.
     *
     * @param dirfd where the name starts
     * @param name the name
     * @param buffer filled from its start, without a NUL; a longer target is cut
     * @return the bytes filled or {@code -errno}
     */
    int readlinkat(int dirfd, byte[] name, byte[] buffer);

    // ---------------------------------------------------------------------------------------------------------------
    // Metadata
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Sets permissions.
     *
     * @param fd a descriptor
     * @param mode the permission bits
     * @return 0 or {@code -errno}
     */
    int fchmod(int fd, int mode);

    /**
     * Sets the owner.
     *
     * @param fd a descriptor
     * @param uid the user, or -1 to leave it
     * @param gid the group, or -1 to leave it
     * @return 0 or {@code -errno}
     */
    int fchown(int fd, int uid, int gid);

    /**
     * Sets the times.
     *
     * @param fd a descriptor
     * @param accessNanos since 1970, or {@link #TIME_NOW}, {@link #TIME_OMIT}
     * @param modificationNanos likewise
     * @return 0 or {@code -errno}
     */
    int futimens(int fd, long accessNanos, long modificationNanos);

    /**
     * Reads an extended attribute.
     *
     * @param fd a descriptor
     * @param name its name, with its namespace, NUL-terminated
     * @param value filled from its start; an empty array asks for the size
     * @return the attribute's size or {@code -errno} ({@code -ERANGE} when the buffer is too small)
     */
    int fgetxattr(int fd, byte[] name, byte[] value);

    /**
     * Sets an extended attribute.
     *
     * @param fd a descriptor
     * @param name its name, NUL-terminated
     * @param value its value, whole
     * @param flags 0, {@link #XATTR_CREATE} or {@link #XATTR_REPLACE}
     * @return 0 or {@code -errno}
     */
    int fsetxattr(int fd, byte[] name, byte[] value, int flags);

    /**
     * Lists the names of a file's extended attributes.
     *
     * @param fd a descriptor
     * @param names filled with NUL-terminated names; an empty array asks for the size
     * @return the bytes needed or filled, or {@code -errno}
     */
    int flistxattr(int fd, byte[] names);

    /**
     * Sets a descriptor's own flags.
     *
     * @param fd a descriptor
     * @param flags 0 or {@link #FD_CLOEXEC}
     * @return 0 or {@code -errno}
     */
    int fcntlSetFd(int fd, int flags);

    // ---------------------------------------------------------------------------------------------------------------
    // Processes
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Signals a process, or with signal 0 asks whether it could. A zombie and a thread id answer 0 too: this alone
     * never proves that a process lives.
     *
     * @param pid the process
     * @param signal the signal, or 0
     * @return 0 or {@code -errno}
     */
    int kill(int pid, int signal);

    /**
     * Opens a descriptor that stands for a process and is not fooled by reuse of its number.
     *
     * @param pid the process
     * @return the descriptor, closed on exec, or {@code -errno}
     */
    int pidfdOpen(int pid);

    /**
     * Tells this process's number, as its own pid namespace counts.
     *
     * @return the number
     */
    int getpid();

    /**
     * Tells the calling thread's number, for {@link #kick}.
     *
     * @return the number
     */
    int gettid();

    /**
     * Tells this process's real user.
     *
     * @return the user's number
     */
    int getuid();

    /**
     * Names the kernel and this machine; {@link KernelName} reads the answer.
     *
     * @param buffer filled; at least {@link #UTSNAME_BYTES} long
     * @return 0 or {@code -errno}
     */
    int uname(byte[] buffer);

    /**
     * Makes a pipe; both ends are closed on exec.
     *
     * @param ends filled with the reading and the writing end
     * @return 0 or {@code -errno}
     */
    int pipe(int[] ends);

    /**
     * Starts a program. The child gets descriptors 0, 1 and 2, those in {@code inherited} under their own numbers,
     * and no other; no signal is blocked in it or ignored by it.
     *
     * @param path the program's file; no search is made
     * @param argv its arguments, its own name first, each NUL-terminated
     * @param envp its environment, {@code NAME=value}, each NUL-terminated
     * @param inherited descriptors from 3 up that it gets
     * @return the child's number or {@code -errno}
     */
    int spawn(byte[] path, byte[][] argv, byte[][] envp, int[] inherited);

    /**
     * Becomes another program; returns only when that fails. No signal is blocked in it. Descriptors without
     * {@link #FD_CLOEXEC} stay open.
     *
     * @param path the program's file; no search is made
     * @param argv its arguments, its own name first, each NUL-terminated
     * @param envp its environment, each NUL-terminated
     * @return {@code -errno}
     */
    int exec(byte[] path, byte[][] argv, byte[][] envp);

    /**
     * Waits for a child and buries it. Blocks unless {@link #WNOHANG} is given.
     *
     * @param pid the child
     * @param options 0 or {@link #WNOHANG}
     * @return its wait status (see {@link WaitStatus}), {@code -EAGAIN} when it lives and {@link #WNOHANG} was given,
     *     or another {@code -errno}
     */
    int waitpid(int pid, int options);

    // ---------------------------------------------------------------------------------------------------------------
    // Time, chance and the explorer's hooks
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Reads the clock that never jumps and stands still while the machine sleeps.
     *
     * @return nanoseconds since some moment
     */
    long monotonicNanos();

    /**
     * Reads the clock that never jumps and counts the machine's sleep.
     *
     * @return nanoseconds since the machine started
     */
    long bootNanos();

    /**
     * Reads the wall clock, which people and time servers set.
     *
     * @return nanoseconds since 1970
     */
    long realtimeNanos();

    /**
     * Blocks the calling thread.
     *
     * @param nanos for how long; not negative
     * @return 0 when the time is over, or {@code -EINTR}
     */
    int sleep(long nanos);

    /**
     * Fills a buffer with unguessable bytes.
     *
     * @param buffer filled; at most 256 bytes, so that the call is never cut short
     * @return the bytes filled or {@code -errno}
     */
    int random(byte[] buffer);

    /**
     * Marks the head of a retry loop for an explorer: everything that the code still remembers here is in the
     * arguments. Does nothing on a real kernel.
     *
     * @param label which loop
     * @param state all that it carries over
     */
    default void checkpoint(String label, long state) {}

    /**
     * Makes a thread of this process that is blocked in the kernel return {@link Errno#EINTR}, by a signal that does
     * nothing else. It is lost if the thread is not yet, or no longer, blocked: repeat it until the thread
     * acknowledges. {@code -Dmortise.kick=N} chooses the signal, {@code -Dmortise.kick=off} refuses the service.
     *
     * @param tid what {@link #gettid} said on that thread
     * @return 0, {@code -ESRCH} when the thread is gone, {@code -EAGAIN} when too many kicks are still on their way,
     *     {@code -ENOTSUP} when switched off, {@code -EBUSY} when something else in this process handles the signal
     */
    int kick(int tid);
}
