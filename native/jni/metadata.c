/* Permissions, owner, times, extended attributes. */
#include "mortise.h"

#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

SHIM(jint, fchmod, jint fd, jint mode) {
    return answer(fchmod(fd, (mode_t) mode));
}

SHIM(jint, fchown, jint fd, jint uid, jint gid) {
    return answer(fchown(fd, (uid_t) uid, (gid_t) gid));
}

/* Posix.TIME_NOW is the greatest long, Posix.TIME_OMIT the smallest. */
static struct timespec point_in_time(jlong nanos) {
    if (nanos == INT64_MAX || nanos == INT64_MIN) {
        return (struct timespec) {.tv_nsec = nanos == INT64_MAX ? UTIME_NOW : UTIME_OMIT};
    }
    jlong seconds = nanos / NANOS_PER_SECOND;
    jlong rest = nanos % NANOS_PER_SECOND;
    bool before_1970 = rest < 0;
    return (struct timespec) {
        .tv_sec = before_1970 ? seconds - 1 : seconds,
        .tv_nsec = before_1970 ? rest + NANOS_PER_SECOND : rest,
    };
}

SHIM(jint, futimens, jint fd, jlong access, jlong modification) {
    struct timespec times[] = {point_in_time(access), point_in_time(modification)};
    return answer(futimens(fd, times));
}

SHIM(jint, fgetxattr, jint fd, jbyteArray name, jbyteArray value) {
    struct name attribute;
    struct buffer buffer;
    if (!name_copy(env, &attribute, name)) {
        return -ERANGE;
    }
    if (!buffer_open(&buffer, (*env)->GetArrayLength(env, value))) {
        return -ENOMEM;
    }
    jint size = answer(fgetxattr(fd, attribute.bytes, buffer.bytes, (size_t) buffer.size));
    buffer_drain(env, &buffer, size, value, 0);
    buffer_close(&buffer);
    return size;
}

/* A value cut to MOST_BYTES is refused all the same: the kernel takes 64 KiB. */
SHIM(jint, fsetxattr, jint fd, jbyteArray name, jbyteArray value, jint flags) {
    struct name attribute;
    struct buffer buffer;
    if (!name_copy(env, &attribute, name)) {
        return -ERANGE;
    }
    if (!buffer_open(&buffer, (*env)->GetArrayLength(env, value))) {
        return -ENOMEM;
    }
    (*env)->GetByteArrayRegion(env, value, 0, buffer.size, buffer.bytes);
    jint result = answer(fsetxattr(fd, attribute.bytes, buffer.bytes, (size_t) buffer.size, flags));
    buffer_close(&buffer);
    return result;
}

SHIM(jint, flistxattr, jint fd, jbyteArray names) {
    struct buffer buffer;
    if (!buffer_open(&buffer, (*env)->GetArrayLength(env, names))) {
        return -ENOMEM;
    }
    jint size = answer(flistxattr(fd, (char *) buffer.bytes, (size_t) buffer.size));
    buffer_drain(env, &buffer, size, names, 0);
    buffer_close(&buffer);
    return size;
}
