/*
 * What calls cost that nobody stands in the way of, alone in the process and beside an idle thread: from then on the
 * kernel counts references to the shared table of descriptors at each call. The thread is started and ended in each
 * round, so the two kinds take turns.
 */
#include "clock.h"
#include "exits.h"
#include "lock.h"
#include "measure.h"
#include "sample.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/vfs.h>
#include <unistd.h>

#define ROUND 200

enum { BATCH = 100 };

/* What is measured, once. */
typedef void action(struct lock *lock, const struct options *options);

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

/* The directory is open, as it is in Java. What was opened by one call is closed by the next. */
static void first(struct lock *lock, const struct options *options) {
    struct lock_file *file = &lock->file;
    struct statfs system;
    require(lock_file_reopen(file), "open");
    if (options->fstatfs && fstatfs(file->fd, &system) != 0) {
        end_with(OS_ERROR, "fstatfs: %s", strerror(errno));
    }
    require(flock_enter(file->fd, LOCK_EX | LOCK_NB), "flock");
    require(lock_file_verify(file), "verify");
    require(flock_leave(file->fd), "unlock");
}

static void first_bare(struct lock *lock, const struct options *options) {
    (void) options;
    struct lock_file *file = &lock->file;
    close(file->fd);
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
    return strcmp(options->lock, "kernel") == 0 ? first : first_bare;
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

void measure_calls(const struct options *options) {
    static struct sample alone;
    static struct sample thread;
    struct lock lock;
    action *action = chosen(options);
    lock_open_or_end(&lock, options->lock, options->file);
    for (int64_t round = or_else(options->rounds, USUAL_ROUNDS); round > 0; round--) {
        sample_add(&alone, nanos_of(action, &lock, options));
        sample_add(&thread, nanos_beside_thread(action, &lock, options));
    }
    sample_print("alone", &alone);
    printf(",");
    sample_print("thread", &thread);
    lock_close(&lock);
}
