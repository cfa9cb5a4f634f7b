/* Locks of open file descriptions. */
#include "mortise.h"

#include <fcntl.h>
#include <sys/file.h>

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

SHIM(jint, ofdProbe, jint fd, jint type, jlong start, jlong length, jobject out) {
    struct flock lock = range(type, start, length);
    jint result = answer(fcntl(fd, F_OFD_GETLK, &lock));
    if (result == 0) {
        (*env)->CallVoidMethod(env, out, callbacks.set_lock,
                (jint) lock.l_type, (jlong) lock.l_start, (jlong) lock.l_len, (jint) lock.l_pid);
    }
    return result;
}
