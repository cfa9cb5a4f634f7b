/* What a file is. */
#include "mortise.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

/* The fields of FileStat. */
static jfieldID device, inode, mode, links, uid, gid, size, modified, changed;

bool stats_load(JNIEnv *env) {
    const struct field fields[] = {
        {&device, "device", "J"},
        {&inode, "inode", "J"},
        {&mode, "mode", "I"},
        {&links, "links", "J"},
        {&uid, "uid", "I"},
        {&gid, "gid", "I"},
        {&size, "size", "J"},
        {&modified, "modifiedNanos", "J"},
        {&changed, "changedNanos", "J"},
    };
    return fields_find(env, "dev/mortise/posix/FileStat", fields, sizeof fields / sizeof fields[0]);
}

/* Wraps for times beyond the year 2262 instead of running into undefined behaviour. */
static jlong nanos(const struct timespec *time) {
    return (jlong) ((uint64_t) time->tv_sec * NANOS_PER_SECOND + (uint64_t) time->tv_nsec);
}

/*
 * Through the fields themselves: calls of FileStat's setters would take half as long again for the whole of fstat, and a
 * call may end in an exception, such as a stack overflow, which would have to be looked for after each.
 */
static void describe(JNIEnv *env, jobject out, const struct stat *file) {
    (*env)->SetLongField(env, out, device, (jlong) file->st_dev);
    (*env)->SetLongField(env, out, inode, (jlong) file->st_ino);
    (*env)->SetIntField(env, out, mode, (jint) file->st_mode);
    (*env)->SetLongField(env, out, links, (jlong) file->st_nlink);
    (*env)->SetIntField(env, out, uid, (jint) file->st_uid);
    (*env)->SetIntField(env, out, gid, (jint) file->st_gid);
    (*env)->SetLongField(env, out, size, (jlong) file->st_size);
    (*env)->SetLongField(env, out, modified, nanos(&file->st_mtim));
    (*env)->SetLongField(env, out, changed, nanos(&file->st_ctim));
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
