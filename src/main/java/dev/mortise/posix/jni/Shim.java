package dev.mortise.posix.jni;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.LockInfo;

/**
 * The native methods, one for each function of {@code native/jni}.
 *
 * <p>They check nothing: a null reference, a region outside its array or a name without its NUL would bring the JVM down.
 * {@link JniPosix} checks, and is the only one to call them once {@link NativeLibrary} has loaded the library. Those
 * without a comment are the calls of {@link dev.mortise.posix.Posix} with the same name.
 */
final class Shim {

    private Shim() {}

    /** Which interface the library has: {@link NativeLibrary#INTERFACE}, or it is another jar's. */
    static native int interfaceVersion();

    // ---- files.c

    /** With the flags as this architecture's kernel numbers them. */
    static native int openat(int dirfd, byte[] name, int flags, int mode);

    static native int close(int fd);

    static native int pread(int fd, byte[] buffer, int from, int length, long offset);

    static native int pwrite(int fd, byte[] buffer, int from, int length, long offset);

    static native int ftruncate(int fd, long length);

    static native int fsync(int fd);

    static native int fdatasync(int fd);

    static native int fcntlSetFd(int fd, int flags);

    // ---- locks.c

    static native int flock(int fd, int operation);

    static native int ofdLock(int fd, int type, long start, long length, boolean wait);

    static native int ofdProbe(int fd, int type, long start, long length, LockInfo out);

    // ---- stats.c

    static native int fstat(int fd, FileStat out);

    /** The fallback of {@link #statx}. */
    static native int fstatat(int dirfd, byte[] name, int flags, FileStat out);

    /** Without a fallback. */
    static native int statx(int dirfd, byte[] name, int flags, FileStat out);

    /** Whether {@code EPERM} from {@link #statx} is the word of a seccomp filter, not of a file system. */
    static native boolean isStatxFiltered();

    static native long fstatfs(int fd);

    // ---- names.c

    static native int linkat(int olddirfd, byte[] oldname, int newdirfd, byte[] newname, int flags);

    /** The fallback of {@link #renameat2}. */
    static native int renameat(int olddirfd, byte[] oldname, int newdirfd, byte[] newname);

    /** Without a fallback. */
    static native int renameat2(int olddirfd, byte[] oldname, int newdirfd, byte[] newname, int flags);

    static native int unlinkat(int dirfd, byte[] name, int flags);

    static native int mkdirat(int dirfd, byte[] name, int mode);

    static native int getdents(int fd, byte[] buffer);

    static native int readlinkat(int dirfd, byte[] name, byte[] buffer);

    // ---- metadata.c

    static native int fchmod(int fd, int mode);

    static native int fchown(int fd, int uid, int gid);

    static native int futimens(int fd, long accessNanos, long modificationNanos);

    static native int fgetxattr(int fd, byte[] name, byte[] value);

    static native int fsetxattr(int fd, byte[] name, byte[] value, int flags);

    static native int flistxattr(int fd, byte[] names);

    // ---- processes.c

    static native int kill(int pid, int signal);

    static native int pidfdOpen(int pid);

    static native int getpid();

    static native int gettid();

    static native int getuid();

    static native int uname(byte[] buffer);

    static native int pipe(int[] ends);

    static native int waitpid(int pid, int options);

    // ---- kicks.c

    /** With the signal that is to be used. */
    static native int kick(int tid, int signal);

    // ---- programs.c

    /** Whether {@link #spawn} closes all descriptors above its {@code top} by itself. */
    static native boolean canCloseFrom();

    /** With vectors as {@link Programs} lays them out, and what becomes of descriptors from 3 up. */
    static native int spawn(
            byte[] path, byte[] argv, int argc, byte[] envp, int envc, int[] keep, int[] close, int top);

    /** With vectors as {@link Programs} lays them out. */
    static native int exec(byte[] path, byte[] argv, int argc, byte[] envp, int envc);

    // ---- clock.c

    static native long monotonicNanos();

    static native long bootNanos();

    static native long realtimeNanos();

    static native int sleep(long nanos);

    static native int random(byte[] buffer);
}
