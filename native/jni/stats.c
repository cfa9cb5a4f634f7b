/* What a file is. */
#include "mortise.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

/* Wraps for times beyond the year 2262 instead of running into undefined behaviour. */
static jlong nanos(const struct timespec *time) {
    return (jlong) ((uint64_t) time->tv_sec * NANOS_PER_SECOND + (uint64_t) time->tv_nsec);
}

/*
 * Two calls of FileStat's own setters. Setting its nine private fields from here would enter the JVM nine times, which
 * is slower, and would go behind the class's back.
 */
static void describe(JNIEnv *env, jobject out, const struct stat *file) {
    (*env)->CallVoidMethod(env, out, callbacks.set_identity,
            (jlong) file->st_dev, (jlong) file->st_ino, (jint) file->st_mode, (jlong) file->st_nlink);
    (*env)->CallVoidMethod(env, out, callbacks.set_attributes,
            (jint) file->st_uid, (jint) file->st_gid, (jlong) file->st_size,
            nanos(&file->st_mtim), nanos(&file->st_ctim));
}

/*
 * The C library's fstat and fstatat are new names of glibc 2.33: linked to them, the library would not load on an older
 * one. On 64-bit machines its struct stat is the kernel's.
 */
SHIM(jint, fstat, jint fd, jobject out) {
    struct stat file;
    jint result = answer(syscall(SYS_fstat, fd, &file));
    if (result == 0) {
        describe(env, out, &file);
    }
    return result;
}

SHIM(jint, fstatat, jint dirfd, jbyteArray name, jint flags, jobject out) {
    struct name path;
    struct stat file;
    if (!name_copy(env, &path, name)) {
        return -ENAMETOOLONG;
    }
    jint result = answer(syscall(SYS_newfstatat, dirfd, path.bytes, &file, flags));
    if (result == 0) {
        describe(env, out, &file);
    }
    return result;
}

static struct timespec plain_time(const struct statx_timestamp *time) {
    return (struct timespec) {.tv_sec = time->tv_sec, .tv_nsec = time->tv_nsec};
}

static struct stat plain_stat(const struct statx *file) {
    return (struct stat) {
        .st_dev = makedev(file->stx_dev_major, file->stx_dev_minor),
        .st_ino = file->stx_ino,
        .st_mode = file->stx_mode,
        .st_nlink = file->stx_nlink,
        .st_uid = file->stx_uid,
        .st_gid = file->stx_gid,
        .st_size = (off_t) file->stx_size,
        .st_mtim = plain_time(&file->stx_mtime),
        .st_ctim = plain_time(&file->stx_ctime),
    };
}

/* Not the C library's, which falls back to fstatat by itself and hides what the kernel said. */
SHIM(jint, statx, jint dirfd, jbyteArray name, jint flags, jobject out) {
    struct name path;
    struct statx extended;
    if (!name_copy(env, &path, name)) {
        return -ENAMETOOLONG;
    }
    jint result = answer(syscall(SYS_statx, dirfd, path.bytes, flags, STATX_BASIC_STATS, &extended));
    if (result == 0) {
        struct stat file = plain_stat(&extended);
        describe(env, out, &file);
    }
    return result;
}

/* The kernel itself refuses a null name on a closed descriptor by EFAULT or EBADF; only a filter says EPERM. */
SHIM(jboolean, isStatxFiltered) {
    struct statx extended;
    return answer(syscall(SYS_statx, -1, NULL, AT_EMPTY_PATH, STATX_BASIC_STATS, &extended)) == -EPERM;
}

SHIM(jlong, fstatfs, jint fd) {
    struct statfs system;
    jint result = answer(fstatfs(fd, &system));
    return result < 0 ? result : (jlong) (uint32_t) system.f_type;
}
