/* Processes: who am I, signal, wait. */
#include "mortise.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434 /* the same on every architecture; headers before Linux 5.3 do not have it */
#endif

SHIM(jint, kill, jint pid, jint signal) {
    return answer(kill(pid, signal));
}

SHIM(jint, pidfdOpen, jint pid) {
    return answer(syscall(SYS_pidfd_open, pid, 0));
}

SHIM(jint, getpid) {
    return getpid();
}

/* The C library has gettid and tgkill since 2.30 only. */
SHIM(jint, gettid) {
    return (jint) syscall(SYS_gettid);
}

SHIM(jint, getuid) {
    return (jint) getuid();
}

SHIM(jint, uname, jbyteArray target) {
    struct utsname system;
    jint result = answer(uname(&system));
    if (result == 0) {
        (*env)->SetByteArrayRegion(env, target, 0, sizeof system, (jbyte *) &system);
    }
    return result;
}

SHIM(jint, pipe, jintArray target) {
    int ends[2];
    jint result = answer(pipe2(ends, O_CLOEXEC));
    if (result == 0) {
        (*env)->SetIntArrayRegion(env, target, 0, 2, ends);
    }
    return result;
}

SHIM(jint, waitpid, jint pid, jint options) {
    int status;
    jint child = answer(waitpid(pid, &status, options));
    if (child == 0) {
        return -EAGAIN; /* WNOHANG, and it lives */
    }
    return child < 0 ? child : status;
}
