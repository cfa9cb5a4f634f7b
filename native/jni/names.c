/* Names: link, rename, remove, list. */
#include "mortise.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

SHIM(jint, linkat, jint olddirfd, jbyteArray oldname, jint newdirfd, jbyteArray newname, jint flags) {
    struct name from;
    struct name to;
    if (!name_copy(env, &from, oldname) || !name_copy(env, &to, newname)) {
        return -ENAMETOOLONG;
    }
    return answer(linkat(olddirfd, from.bytes, newdirfd, to.bytes, flags));
}

SHIM(jint, renameat, jint olddirfd, jbyteArray oldname, jint newdirfd, jbyteArray newname) {
    struct name from;
    struct name to;
    if (!name_copy(env, &from, oldname) || !name_copy(env, &to, newname)) {
        return -ENAMETOOLONG;
    }
    return answer(renameat(olddirfd, from.bytes, newdirfd, to.bytes));
}

/* Not the C library's: some of its versions fall back to renameat by themselves, and then answer EINVAL for ENOSYS. */
SHIM(jint, renameat2, jint olddirfd, jbyteArray oldname, jint newdirfd, jbyteArray newname, jint flags) {
    struct name from;
    struct name to;
    if (!name_copy(env, &from, oldname) || !name_copy(env, &to, newname)) {
        return -ENAMETOOLONG;
    }
    return answer(syscall(SYS_renameat2, olddirfd, from.bytes, newdirfd, to.bytes, flags));
}

SHIM(jint, unlinkat, jint dirfd, jbyteArray name, jint flags) {
    struct name path;
    if (!name_copy(env, &path, name)) {
        return -ENAMETOOLONG;
    }
    return answer(unlinkat(dirfd, path.bytes, flags));
}

SHIM(jint, mkdirat, jint dirfd, jbyteArray name, jint mode) {
    struct name path;
    if (!name_copy(env, &path, name)) {
        return -ENAMETOOLONG;
    }
    return answer(mkdirat(dirfd, path.bytes, (mode_t) mode));
}

SHIM(jint, getdents, jint fd, jbyteArray target) {
    struct buffer buffer;
    if (!buffer_open(&buffer, (*env)->GetArrayLength(env, target))) {
        return -ENOMEM;
    }
    jint filled = answer(syscall(SYS_getdents64, fd, buffer.bytes, buffer.size));
    buffer_drain(env, &buffer, filled, target, 0);
    buffer_close(&buffer);
    return filled;
}

SHIM(jint, readlinkat, jint dirfd, jbyteArray name, jbyteArray target) {
    struct name path;
    struct buffer buffer;
    if (!name_copy(env, &path, name)) {
        return -ENAMETOOLONG;
    }
    if (!buffer_open(&buffer, (*env)->GetArrayLength(env, target))) {
        return -ENOMEM;
    }
    jint filled = answer(readlinkat(dirfd, path.bytes, (char *) buffer.bytes, (size_t) buffer.size));
    buffer_drain(env, &buffer, filled, target, 0);
    buffer_close(&buffer);
    return filled;
}
