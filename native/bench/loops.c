#include "loops.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

int flock_pairs(int fd, int count) {
    for (int i = 0; i < count; i++) {
        if (flock(fd, LOCK_EX | LOCK_NB) != 0 || flock(fd, LOCK_UN) != 0) {
            return errno;
        }
    }
    return 0;
}

/* The first byte. The kernel wants l_pid to be 0, and may write to the structure. */
static int first_byte(int fd, int command, short type) {
    struct flock range = {.l_type = type, .l_whence = SEEK_SET, .l_start = 0, .l_len = 1};
    return fcntl(fd, command, &range);
}

int ofd_lock_pairs(int fd, int count) {
    for (int i = 0; i < count; i++) {
        if (first_byte(fd, F_OFD_SETLK, F_WRLCK) != 0 || first_byte(fd, F_OFD_SETLK, F_UNLCK) != 0) {
            return errno;
        }
    }
    return 0;
}

int ofd_probes(int fd, int count) {
    for (int i = 0; i < count; i++) {
        if (first_byte(fd, F_OFD_GETLK, F_WRLCK) != 0) {
            return errno;
        }
    }
    return 0;
}

/* By number, as the backends do: the C library may turn fstat into a slower call of another name. */
int fstats(int fd, int count) {
    struct stat file;
    for (int i = 0; i < count; i++) {
        if (syscall(SYS_fstat, fd, &file) != 0) {
            return errno;
        }
    }
    return 0;
}

int statxs(int dirfd, const char *name, int count) {
    struct statx file;
    for (int i = 0; i < count; i++) {
        if (syscall(SYS_statx, dirfd, name, AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS, &file) != 0) {
            return errno;
        }
    }
    return 0;
}

static int short_transfer(ssize_t moved) {
    return moved < 0 ? errno : EIO;
}

int preads(int fd, void *buffer, size_t length, int count) {
    for (int i = 0; i < count; i++) {
        ssize_t moved = pread(fd, buffer, length, 0);
        if (moved != (ssize_t) length) {
            return short_transfer(moved);
        }
    }
    return 0;
}

int pwrites(int fd, const void *buffer, size_t length, int count) {
    for (int i = 0; i < count; i++) {
        ssize_t moved = pwrite(fd, buffer, length, 0);
        if (moved != (ssize_t) length) {
            return short_transfer(moved);
        }
    }
    return 0;
}

int clocks(clockid_t clock, int count) {
    struct timespec now;
    for (int i = 0; i < count; i++) {
        if (clock_gettime(clock, &now) != 0) {
            return errno;
        }
    }
    return 0;
}

int getpids(int count) {
    for (int i = 0; i < count; i++) {
        if (getpid() <= 0) {
            return ESRCH;
        }
    }
    return 0;
}

int open_close_pairs(int dirfd, const char *name, int count) {
    for (int i = 0; i < count; i++) {
        int fd = openat(dirfd, name, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
        if (fd < 0 || close(fd) != 0) {
            return errno;
        }
    }
    return 0;
}
