/*
 * Prints what the system headers of this machine say of every constant, size and offset that Mortise relies on, one
 * line each: kind <tab> name <tab> value. Tests hold the Java side to it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/stat.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <time.h>

#ifndef RENAME_NOREPLACE
#define RENAME_NOREPLACE (1 << 0)
#define RENAME_EXCHANGE (1 << 1)
#endif

static void row(const char *kind, const char *name, long long value) {
    printf("%s\t%s\t%lld\n", kind, name, value);
}

#define CONSTANT(name) row("const", #name, name)
#define ERROR_NUMBER(name) row("errno", #name, name)
#define SYSCALL(name) row("syscall", #name, SYS_##name)
#define SIZE(type) row("size", #type, sizeof(type))
#define OFFSET(type, field) row("offset", #type "." #field, offsetof(type, field))

static void constants(void) {
    CONSTANT(AT_FDCWD);
    CONSTANT(AT_SYMLINK_NOFOLLOW);
    CONSTANT(AT_REMOVEDIR);
    CONSTANT(AT_SYMLINK_FOLLOW);
    CONSTANT(AT_EMPTY_PATH);
    CONSTANT(AT_STATX_DONT_SYNC);
    CONSTANT(O_RDONLY);
    CONSTANT(O_WRONLY);
    CONSTANT(O_RDWR);
    CONSTANT(O_CREAT);
    CONSTANT(O_EXCL);
    CONSTANT(O_APPEND);
    CONSTANT(O_NONBLOCK);
    CONSTANT(O_DIRECTORY);
    CONSTANT(O_NOFOLLOW);
    CONSTANT(O_CLOEXEC);
    CONSTANT(O_PATH);
    CONSTANT(O_TMPFILE);
    CONSTANT(LOCK_SH);
    CONSTANT(LOCK_EX);
    CONSTANT(LOCK_NB);
    CONSTANT(LOCK_UN);
    CONSTANT(F_RDLCK);
    CONSTANT(F_WRLCK);
    CONSTANT(F_UNLCK);
    CONSTANT(F_SETFD);
    CONSTANT(F_OFD_GETLK);
    CONSTANT(F_OFD_SETLK);
    CONSTANT(F_OFD_SETLKW);
    CONSTANT(SEEK_SET);
    CONSTANT(FD_CLOEXEC);
    CONSTANT(RENAME_NOREPLACE);
    CONSTANT(RENAME_EXCHANGE);
    CONSTANT(XATTR_CREATE);
    CONSTANT(XATTR_REPLACE);
    CONSTANT(UTIME_NOW);
    CONSTANT(UTIME_OMIT);
    CONSTANT(WNOHANG);
    CONSTANT(SIGHUP);
    CONSTANT(SIGINT);
    CONSTANT(SIGKILL);
    CONSTANT(SIGTERM);
    CONSTANT(SIGCONT);
    CONSTANT(SIGSTOP);
    CONSTANT(SIG_SETMASK);
    CONSTANT(CLOCK_REALTIME);
    CONSTANT(CLOCK_MONOTONIC);
    CONSTANT(CLOCK_BOOTTIME);
    CONSTANT(STATX_BASIC_STATS);
    row("const", "SIGRTMAX", SIGRTMAX);
}

static void syscalls(void) {
    SYSCALL(openat);
    SYSCALL(close);
    SYSCALL(read);
    SYSCALL(write);
    SYSCALL(pread64);
    SYSCALL(pwrite64);
    SYSCALL(ftruncate);
    SYSCALL(fsync);
    SYSCALL(fdatasync);
    SYSCALL(flock);
    SYSCALL(fcntl);
    SYSCALL(fstat);
    SYSCALL(newfstatat);
    SYSCALL(statx);
    SYSCALL(fstatfs);
    SYSCALL(linkat);
    SYSCALL(renameat);
    SYSCALL(renameat2);
    SYSCALL(unlinkat);
    SYSCALL(mkdirat);
    SYSCALL(getdents64);
    SYSCALL(readlinkat);
    SYSCALL(fchmod);
    SYSCALL(fchown);
    SYSCALL(utimensat);
    SYSCALL(fgetxattr);
    SYSCALL(fsetxattr);
    SYSCALL(flistxattr);
    SYSCALL(kill);
    SYSCALL(tgkill);
    SYSCALL(pidfd_open);
    SYSCALL(getpid);
    SYSCALL(gettid);
    SYSCALL(getuid);
    SYSCALL(uname);
    SYSCALL(pipe2);
    SYSCALL(execve);
    SYSCALL(wait4);
    SYSCALL(rt_sigprocmask);
    SYSCALL(clock_gettime);
    SYSCALL(clock_nanosleep);
    SYSCALL(getrandom);
}

static void layouts(void) {
    SIZE(struct stat);
    OFFSET(struct stat, st_dev);
    OFFSET(struct stat, st_ino);
    OFFSET(struct stat, st_mode);
    OFFSET(struct stat, st_nlink);
    OFFSET(struct stat, st_uid);
    OFFSET(struct stat, st_gid);
    OFFSET(struct stat, st_size);
    OFFSET(struct stat, st_mtim);
    OFFSET(struct stat, st_ctim);
    row("size", "struct stat.st_mode", sizeof(((struct stat *)0)->st_mode));
    row("size", "struct stat.st_nlink", sizeof(((struct stat *)0)->st_nlink));

    SIZE(struct statx);
    OFFSET(struct statx, stx_nlink);
    OFFSET(struct statx, stx_uid);
    OFFSET(struct statx, stx_gid);
    OFFSET(struct statx, stx_mode);
    OFFSET(struct statx, stx_ino);
    OFFSET(struct statx, stx_size);
    OFFSET(struct statx, stx_ctime);
    OFFSET(struct statx, stx_mtime);
    OFFSET(struct statx, stx_dev_major);
    OFFSET(struct statx, stx_dev_minor);

    SIZE(struct flock);
    OFFSET(struct flock, l_type);
    OFFSET(struct flock, l_whence);
    OFFSET(struct flock, l_start);
    OFFSET(struct flock, l_len);
    OFFSET(struct flock, l_pid);

    SIZE(struct statfs);
    OFFSET(struct statfs, f_type);
    row("size", "struct statfs.f_type", sizeof(((struct statfs *)0)->f_type));

    SIZE(struct utsname);
    SIZE(struct timespec);
    OFFSET(struct timespec, tv_sec);
    OFFSET(struct timespec, tv_nsec);

    SIZE(struct sigaction);
    OFFSET(struct sigaction, sa_handler);
    OFFSET(struct sigaction, sa_mask);
    OFFSET(struct sigaction, sa_flags);
}

static void errors(void) {
#include "errors.inc"
}

int main(void) {
    constants();
    syscalls();
    layouts();
    errors();
    return 0;
}
