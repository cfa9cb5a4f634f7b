/* Locks of open file descriptions. */
#include "mortise.h"

#include <fcntl.h>
#include <sys/file.h>

/* The fields of LockInfo. */
static jfieldID lock_type, lock_start, lock_length, lock_pid;

bool locks_load(JNIEnv *env) {
    const struct field fields[] = {
        {&lock_type, "type", "I"},
        {&lock_start, "start", "J"},
        {&lock_length, "length", "J"},
        {&lock_pid, "pid", "I"},
    };
    return fields_find(env, "dev/mortise/posix/LockInfo", fields, sizeof fields / sizeof fields[0]);
}

SHIM(jint, flock, jint fd, jint operation) {
    return answer(flock(fd, operation));
}

/* l_whence is SEEK_SET; l_pid stays 0, or the kernel refuses the OFD commands. */
static struct flock range(jint type, jlong start, jlong length) {
    return (struct flock) {.l_type = (short) type, .l_whence = SEEK_SET, .l_start = start, .l_len = length};
}

SHIM(jint, ofdLock, jint fd, jint type, jlong start, jlong length, jboolean wait) {
    struct flock lock = range(type, start, length);
    return answer(fcntl(fd, wait ? F_OFD_SETLKW : F_OFD_SETLK, &lock));
}

static void describe(JNIEnv *env, jobject out, const struct flock *lock) {
    (*env)->SetIntField(env, out, lock_type, lock->l_type);
    (*env)->SetLongField(env, out, lock_start, lock->l_start);
    (*env)->SetLongField(env, out, lock_length, lock->l_len);
    (*env)->SetIntField(env, out, lock_pid, lock->l_pid);
}

SHIM(jint, ofdProbe, jint fd, jint type, jlong start, jlong length, jobject out) {
    struct flock lock = range(type, start, length);
    jint result = answer(fcntl(fd, F_OFD_GETLK, &lock));
    if (result == 0) {
        describe(env, out, &lock);
    }
    return result;
}
