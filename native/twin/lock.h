#ifndef TWIN_LOCK_H
#define TWIN_LOCK_H

#include "flock_protocol.h"

#include <stdint.h>

enum mode { EXCLUSIVE, SHARED };

/* A deadline, besides FOREVER and a moment: one try and no waiting. */
#define ONE_TRY INT64_C(0)

struct lock {
    const struct lock_kind *kind;
    struct lock_file file;
    int64_t verified;       /* when the name was last known to mean this file */
    int64_t probed;         /* when the gate was last looked at */
    int64_t tick;           /* how long it stands at the gate before it tries past it */
};

/* 0, -ETIMEDOUT, or why not; refusals as flock_protocol.h has them. */
struct lock_kind {
    const char *name;
    int64_t tick;
    int (*enter)(struct lock *lock, enum mode mode, int64_t deadline);
    int (*leave)(struct lock *lock);
};

/* NULL if there is none of that name. */
const struct lock_kind *lock_kind_named(const char *name);

/* All names, for a message. */
const char *lock_kind_names(void);

/* Opens the lock's file; nothing is locked. */
int lock_open(struct lock *lock, const struct lock_kind *kind, const char *path);
void lock_close(struct lock *lock);

/* The same, and ends the program if it is refused. */
void lock_open_or_end(struct lock *lock, const char *kind, const char *path);

/* Opens it for a look, so that a refusal is said once before many processes try. */
void lock_check_or_end(const char *kind, const char *path);

static inline int lock_enter(struct lock *lock, enum mode mode, int64_t deadline) {
    return lock->kind->enter(lock, mode, deadline);
}

static inline int lock_leave(struct lock *lock) {
    return lock->kind->leave(lock);
}

/* ---- for the kinds ---- */

/* Whether the name still means the locked file, if that was not asked for a while. */
int lock_verify_if_due(struct lock *lock, int64_t moment);
int lock_verify(struct lock *lock);

/* flock's word for a mode. */
int flock_operation(enum mode mode);

extern const struct lock_kind kernel_lock;
extern const struct lock_kind gate_without_tick;
extern const struct lock_kind bare_lock;
extern const struct lock_kind range_lock;
extern const struct lock_kind broken_lock;

#endif
