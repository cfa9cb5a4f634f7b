/* Starting other programs. */
#include "mortise.h"

#include <dlfcn.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * posix_spawn_file_actions_addclosefrom_np is new in glibc 2.34. A weak reference to it would still carry that version,
 * and an older glibc would refuse the whole library; so it is looked up. dlsym itself moved in 2.34, from libdl to libc:
 * its old version is in both, and where no libdl is loaded the weak reference is null, which means the same as not found.
 */
#pragma weak dlsym
#if defined(__GLIBC__) && defined(__x86_64__)
__asm__(".symver dlsym, dlsym@GLIBC_2.2.5");
#elif defined(__GLIBC__) && defined(__aarch64__)
__asm__(".symver dlsym, dlsym@GLIBC_2.17");
#endif

typedef int (*addition)(posix_spawn_file_actions_t *actions, int fd);

static addition add_close_from(void) {
    return dlsym == NULL ? NULL : (addition) dlsym(RTLD_DEFAULT, "posix_spawn_file_actions_addclosefrom_np");
}

SHIM(jboolean, canCloseFrom) {
    return add_close_from() != NULL;
}

/* A vector as execve takes it, of `count` NUL-terminated strings that lie end to end; to be freed, null without memory. */
static char **strings(JNIEnv *env, jbyteArray block, jint count) {
    jsize size = (*env)->GetArrayLength(env, block);
    size_t pointers = ((size_t) count + 1) * sizeof(char *);
    char **vector = malloc(pointers + (size_t) size);
    if (vector == NULL) {
        return NULL;
    }
    char *next = (char *) vector + pointers;
    (*env)->GetByteArrayRegion(env, block, 0, size, (jbyte *) next);
    for (jint i = 0; i < count; i++) {
        vector[i] = next;
        next += strlen(next) + 1;
    }
    vector[count] = NULL;
    return vector;
}

struct program {
    struct name path;
    char **arguments;
    char **environment;
};

static void program_close(struct program *program) {
    free(program->arguments);
    free(program->environment);
}

static jint program_open(JNIEnv *env, struct program *program, jbyteArray path,
        jbyteArray arguments, jint argument_count, jbyteArray environment, jint environment_count) {
    if (!name_copy(env, &program->path, path)) {
        return -ENAMETOOLONG;
    }
    program->arguments = strings(env, arguments, argument_count);
    program->environment = strings(env, environment, environment_count);
    if (program->arguments == NULL || program->environment == NULL) {
        program_close(program);
        return -ENOMEM;
    }
    return 0;
}

/* ---- exec ---- */

static jint execute(const struct program *program) {
    sigset_t none;
    sigset_t before;
    sigemptyset(&none);
    /* On Linux the mask is the thread's, and pthread_sigmask is a new name of glibc 2.32. */
    sigprocmask(SIG_SETMASK, &none, &before);
    jint refused = answer(execve(program->path.bytes, program->arguments, program->environment));
    sigprocmask(SIG_SETMASK, &before, NULL);
    return refused;
}

SHIM(jint, exec, jbyteArray path, jbyteArray argv, jint argc, jbyteArray envp, jint envc) {
    struct program program;
    jint refused = program_open(env, &program, path, argv, argc, envp, envc);
    if (refused != 0) {
        return refused;
    }
    refused = execute(&program);
    program_close(&program);
    return refused;
}

/* ---- spawn: each function below answers 0 or a positive error number, as posix_spawn's family does ---- */

/* Duplicated onto itself, a descriptor loses FD_CLOEXEC (since glibc 2.29). */
static int add_keep(posix_spawn_file_actions_t *actions, int fd) {
    return posix_spawn_file_actions_adddup2(actions, fd, fd);
}

static int add_each(JNIEnv *env, posix_spawn_file_actions_t *actions, jintArray fds, addition add) {
    jsize count = (*env)->GetArrayLength(env, fds);
    int refused = 0;
    for (jsize i = 0; i < count && refused == 0; i++) {
        jint fd;
        (*env)->GetIntArrayRegion(env, fds, i, 1, &fd);
        refused = add(actions, fd);
    }
    return refused;
}

static int add_close_above(posix_spawn_file_actions_t *actions, int top) {
    addition add = add_close_from();
    return add == NULL ? 0 : add(actions, top + 1);
}

/*
 * Every signal at its default action, none blocked. sigfillset would leave out the two that the C library keeps for its
 * threads, and it would start the child with those ignored.
 */
static int describe_signals(posix_spawnattr_t *attributes) {
    sigset_t all;
    sigset_t none;
    memset(&all, 0xff, sizeof all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(attributes, &all);
    posix_spawnattr_setsigmask(attributes, &none);
    return posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
}

static int start(const struct program *program, const posix_spawn_file_actions_t *actions, pid_t *child) {
    posix_spawnattr_t attributes;
    int refused = posix_spawnattr_init(&attributes);
    if (refused != 0) {
        return refused;
    }
    refused = describe_signals(&attributes);
    if (refused == 0) {
        refused = posix_spawn(
                child, program->path.bytes, actions, &attributes, program->arguments, program->environment);
    }
    posix_spawnattr_destroy(&attributes);
    return refused;
}

static int start_with_descriptors(JNIEnv *env, const struct program *program,
        jintArray keep, jintArray close, jint top, pid_t *child) {
    posix_spawn_file_actions_t actions;
    int refused = posix_spawn_file_actions_init(&actions);
    if (refused != 0) {
        return refused;
    }
    refused = add_each(env, &actions, keep, add_keep);
    refused = refused != 0 ? refused : add_each(env, &actions, close, posix_spawn_file_actions_addclose);
    refused = refused != 0 ? refused : add_close_above(&actions, top);
    refused = refused != 0 ? refused : start(program, &actions, child);
    posix_spawn_file_actions_destroy(&actions);
    return refused;
}

/* A JVM has many threads, so it must not fork: posix_spawn does in the child what it is told here. */
SHIM(jint, spawn, jbyteArray path, jbyteArray argv, jint argc, jbyteArray envp, jint envc,
        jintArray keep, jintArray close, jint top) {
    struct program program;
    jint failed = program_open(env, &program, path, argv, argc, envp, envc);
    if (failed != 0) {
        return failed;
    }
    pid_t child;
    int refused = start_with_descriptors(env, &program, keep, close, top, &child);
    program_close(&program);
    return refused != 0 ? -refused : child;
}
