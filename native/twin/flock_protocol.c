#include "flock_protocol.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { PRIVATE = 0600 };

static int answer(int result) {
    return result < 0 ? -errno : result;
}

const char *refusal_text(int refusal) {
    switch (refusal) {
        case STALE: return "the name means another file by now";
        case NOT_REGULAR: return "not a regular file";
        case NOT_OURS: return "belongs to another user";
        case HARD_LINKED: return "has another name as well, so it may be somebody's file";
        default: return strerror(-refusal);
    }
}

/* ---- opening ---- */

static int open_directory(const char *path, const char *name) {
    char *directory = name == path ? strdup(".") : strndup(path, (size_t) (name - path));
    if (directory == NULL) {
        return -ENOMEM;
    }
    int fd = answer(open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    free(directory);
    return fd;
}

int lock_file_find(struct lock_file *file, const char *path) {
    const char *slash = strrchr(path, '/');
    file->name = slash == NULL ? path : slash + 1;
    file->fd = -1;
    file->directory = open_directory(path, file->name);
    return file->directory < 0 ? file->directory : 0;
}

/* By number: the C library may turn fstat into a slower call of another name. */
static int inspect(struct lock_file *file) {
    struct stat stat;
    if (syscall(SYS_fstat, file->fd, &stat) != 0) {
        return -errno;
    }
    if (!S_ISREG(stat.st_mode)) {
        return NOT_REGULAR;
    }
    if (stat.st_uid != 0 && stat.st_uid != getuid()) {
        return NOT_OURS;
    }
    file->device = stat.st_dev;
    file->inode = stat.st_ino;
    return stat.st_nlink > 1 ? HARD_LINKED : 0;
}

int lock_file_open(struct lock_file *file) {
    int flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
    file->fd = answer(openat(file->directory, file->name, flags, PRIVATE));
    if (file->fd < 0) {
        return file->fd;
    }
    int refused = inspect(file);
    if (refused != 0) {
        lock_file_close(file);
    }
    return refused;
}

void lock_file_close(struct lock_file *file) {
    close(file->fd);
    file->fd = -1;
}

int lock_file_reopen(struct lock_file *file) {
    lock_file_close(file);
    return lock_file_open(file);
}

/* ---- locking ---- */

int lock_file_verify(const struct lock_file *file) {
    struct stat named;
    if (fstatat(file->directory, file->name, &named, AT_SYMLINK_NOFOLLOW) != 0) {
        return errno == ENOENT ? STALE : -errno;
    }
    return named.st_dev == file->device && named.st_ino == file->inode ? 0 : STALE;
}

int flock_enter(int fd, int operation) {
    return answer(flock(fd, operation));
}

int flock_leave(int fd) {
    return answer(flock(fd, LOCK_UN));
}
