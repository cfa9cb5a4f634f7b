/*
 * What calls cost that nobody stands in the way of, alone in the process and beside an idle thread: from then on the
 * kernel counts references to the shared table of descriptors at each call. The thread is started and ended in each
 * round, so the two kinds take turns.
 */
#include "clock.h"
#include "exits.h"
#include "gate.h"
#include "lock.h"
#include "measure.h"
#include "sample.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define ROUND 200

enum { BATCH = 100 };

/* What is measured, once. */
typedef void action(struct lock *lock, const struct options *options);

/* The files of measure first, and whose turn it is. */
static struct {
    char **names;
    int64_t count;
    int64_t next;
} files;

static void require(int result, const char *what) {
    if (result != 0) {
        end_with(OS_ERROR, "%s: %s", what, refusal_text(result));
    }
}

static void pair(struct lock *lock, const struct options *options) {
    (void) options;
    require(lock_enter(lock, EXCLUSIVE, FOREVER), "enter");
    require(lock_leave(lock), "leave");
}

static const char *next_name(void) {
    return files.names[files.next++ % files.count];
}

/* What was opened by one call is closed by the next. */
static void first(struct lock *lock, const struct options *options) {
    (void) options;
    struct lock_file *file = &lock->file;
    file->name = next_name();
    require(lock_file_reopen(file), "open");
    require(flock_enter(file->fd, LOCK_EX | LOCK_NB), "flock");
    require(lock_file_verify(file), "verify");
    require(flock_leave(file->fd), "unlock");
}

static int must(int result, const char *what) {
    if (result < 0) {
        end_with(OS_ERROR, "%s: %s", what, strerror(errno));
    }
    return result;
}

/*
 * Call for call what a program in Java has the kernel do that locks a path for the first time, with gate and verification,
 * where other files of the same directory are open. That the directory's path still leads to it Java asks ten times a second.
 */
static void first_as_java(struct lock *lock, const struct options *options) {
    (void) options;
    int directory = lock->file.directory;
    const char *name = next_name();
    struct stat stat_buffer;
    struct statx statx_buffer;
    int fd = must(openat(directory, name, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK), "openat");
    must(fstat(fd, &stat_buffer), "fstat");
    gate_is_taken(fd);
    require(flock_enter(fd, LOCK_EX | LOCK_NB), "flock");
    must(statx(directory, name, AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS, &statx_buffer), "statx");
    require(flock_leave(fd), "unlock");
    close(fd);
}

static void first_bare(struct lock *lock, const struct options *options) {
    (void) options;
    struct lock_file *file = &lock->file;
    close(file->fd);
    file->name = next_name();
    file->fd = openat(file->directory, file->name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file->fd < 0) {
        end_with(OS_ERROR, "open: %s", strerror(errno));
    }
    require(flock_enter(file->fd, LOCK_EX | LOCK_NB), "flock");
    require(flock_leave(file->fd), "unlock");
}

static action *chosen(const struct options *options) {
    if (strcmp(options->subject, "pair") == 0) {
        return pair;
    }
    if (strcmp(options->lock, "kernel") != 0) {
        return first_bare;
    }
    return options->as_java ? first_as_java : first;
}

static double nanos_of(action *action, struct lock *lock, const struct options *options) {
    int64_t start = now();
    int64_t end = start + or_else(options->milliseconds, ROUND) * MILLISECOND;
    int64_t times = 0;
    int64_t moment = start;
    while (moment < end) {
        for (int i = 0; i < BATCH; i++) {
            action(lock, options);
        }
        times += BATCH;
        moment = now();
    }
    return (double) (moment - start) / (double) times;
}

/* ---- the idle thread ---- */

static void *wait_for_end(void *end) {
    pthread_mutex_lock(end);
    pthread_mutex_unlock(end);
    return NULL;
}

static double nanos_beside_thread(action *action, struct lock *lock, const struct options *options) {
    pthread_mutex_t end = PTHREAD_MUTEX_INITIALIZER;
    pthread_t idle;
    pthread_mutex_lock(&end);
    int refused = pthread_create(&idle, NULL, wait_for_end, &end);
    if (refused != 0) {
        end_with(OS_ERROR, "no thread: %s", strerror(refused));
    }
    double nanos = nanos_of(action, lock, options);
    pthread_mutex_unlock(&end);
    pthread_join(idle, NULL);
    return nanos;
}

/* ---- the files ---- */

static char *require_memory(char *made) {
    if (made == NULL) {
        end_with(OS_ERROR, "no memory");
    }
    return made;
}

static char *numbered(const char *name, int64_t number) {
    char *made = NULL;
    return require_memory(asprintf(&made, "%s.%" PRId64, name, number) < 0 ? NULL : made);
}

/* What it costs to make them is another question. */
static void make_files(const struct lock *lock) {
    for (int64_t i = 0; i < files.count; i++) {
        close(openat(lock->file.directory, files.names[i], O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    }
}

static void name_files(const char *path, int64_t count) {
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    files.count = count;
    files.names = calloc((size_t) count, sizeof *files.names);
    if (files.names == NULL) {
        end_with(OS_ERROR, "no memory");
    }
    for (int64_t i = 0; i < count; i++) {
        files.names[i] = count == 1 ? require_memory(strdup(name)) : numbered(name, i);
    }
}

static void remove_files(const struct lock *lock) {
    for (int64_t i = 0; i < files.count; i++) {
        if (files.count > 1) {
            unlinkat(lock->file.directory, files.names[i], 0);
        }
        free(files.names[i]);
    }
    free(files.names);
}

void measure_calls(const struct options *options) {
    static struct sample alone;
    static struct sample thread;
    struct lock lock;
    action *action = chosen(options);
    lock_open_or_end(&lock, options->lock, options->file);
    name_files(options->file, or_else(options->files, 1));
    make_files(&lock);
    for (int64_t round = or_else(options->rounds, USUAL_ROUNDS); round > 0; round--) {
        sample_add(&alone, nanos_of(action, &lock, options));
        sample_add(&thread, nanos_beside_thread(action, &lock, options));
    }
    sample_print("alone", &alone);
    printf(",");
    sample_print("thread", &thread);
    remove_files(&lock);
    lock_close(&lock);
}
