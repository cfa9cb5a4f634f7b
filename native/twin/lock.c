#include "lock.h"

#include "clock.h"
#include "exits.h"
#include "wakeup.h"

#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define VERIFIED_FOR (100 * MILLISECOND)

static const struct lock_kind *const kinds[] = {
        &kernel_lock, &bare_lock, &range_lock, &broken_lock, &gate_without_tick};

const struct lock_kind *lock_kind_named(const char *name) {
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kinds[i]->name, name) == 0) {
            return kinds[i];
        }
    }
    return NULL;
}

const char *lock_kind_names(void) {
    return "kernel, kernel-bare, range, broken or gate-without-tick";
}

int lock_open(struct lock *lock, const struct lock_kind *kind, const char *path) {
    *lock = (struct lock) {.kind = kind, .tick = kind->tick};
    int refused = lock_file_find(&lock->file, path);
    if (refused != 0) {
        return refused;
    }
    refused = lock_file_open(&lock->file);
    if (refused != 0) {
        close(lock->file.directory);
        return refused;
    }
    wakeup_prepare();
    return 0;
}

void lock_close(struct lock *lock) {
    lock_file_close(&lock->file);
    close(lock->file.directory);
}

void lock_open_or_end(struct lock *lock, const char *kind, const char *path) {
    int refused = lock_open(lock, lock_kind_named(kind), path);
    if (refused != 0) {
        end_with(CANNOT_OPEN, "%s: %s", path, refusal_text(refused));
    }
}

void lock_check_or_end(const char *kind, const char *path) {
    struct lock lock;
    lock_open_or_end(&lock, kind, path);
    lock_close(&lock);
}

int lock_verify(struct lock *lock) {
    lock->verified = now();
    return lock_file_verify(&lock->file);
}

int lock_verify_if_due(struct lock *lock, int64_t moment) {
    return moment - lock->verified < VERIFIED_FOR ? 0 : lock_verify(lock);
}

int flock_operation(enum mode mode) {
    return mode == EXCLUSIVE ? LOCK_EX : LOCK_SH;
}
