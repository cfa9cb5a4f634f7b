/*
 * From one process leaving to the other, which has been waiting, being inside: both on one CPU, and each on its own.
 *
 * Each holds, leaves, and sleeps for less than the other then holds, so that it comes back in time to wait. What
 * counts is only a hand-off to one that had waited for a while when the other left.
 */
#include "clock.h"
#include "exits.h"
#include "lock.h"
#include "measure.h"
#include "sample.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define HOLD (200 * MICROSECOND)
#define THINK (50 * MICROSECOND)
#define WAITED (30 * MICROSECOND)
#define WARM_UP (20 * MILLISECOND)

enum { PLAYERS = 2, MOST_HANDOFFS = 1 << 16, ROUND = 300 };

/* Shared by the two. */
struct table {
    _Atomic int seated;
    _Atomic int last;               /* who has left, 1 or 2 */
    _Atomic int64_t left;           /* when */
    struct {
        int64_t count;
        double nanos[MOST_HANDOFFS];
    } handoffs[PLAYERS];
};

struct kind {
    const char *name;
    int cpus;
    struct sample median;
    struct sample p90;
    int64_t handoffs;
};

/* ---- a player ---- */

static void pin(int cpu) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    if (sched_setaffinity(0, sizeof set, &set) != 0) {
        end_with(OS_ERROR, "CPU %d: %s", cpu, strerror(errno));
    }
}

static void sit_down(struct table *table) {
    atomic_fetch_add(&table->seated, 1);
    while (table->seated < PLAYERS) {
        sleep_until(now() + MILLISECOND);
    }
}

static void note(struct table *table, int player, int64_t asked, int64_t got) {
    int64_t left = table->left;
    int64_t *count = &table->handoffs[player - 1].count;
    if (table->last == PLAYERS + 1 - player && left - asked >= WAITED && *count < MOST_HANDOFFS) {
        table->handoffs[player - 1].nanos[(*count)++] = (double) (got - left);
    }
}

static void visit(const struct options *options, struct table *table, struct lock *lock, int player, bool counts) {
    int64_t asked = now();
    int entered = lock_enter(lock, EXCLUSIVE, FOREVER);
    int64_t got = now();
    if (entered != 0) {
        end_with(OS_ERROR, "enter: %s", refusal_text(entered));
    }
    if (counts) {
        note(table, player, asked, got);
    }
    spin_until(got + or_else(options->hold_nanos, HOLD));
    table->last = player;
    table->left = now();
    lock_leave(lock);
    sleep_until(now() + or_else(options->think_nanos, THINK));
}

static _Noreturn void play(const struct options *options, struct table *table, int player, int cpu) {
    struct lock lock;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_TIMERSLACK, 1);
    pin(cpu);
    lock_open_or_end(&lock, options->lock, options->file);
    sit_down(table);
    int64_t start = now();
    int64_t end = start + or_else(options->milliseconds, ROUND) * MILLISECOND;
    for (int64_t moment = start; moment < end; moment = now()) {
        visit(options, table, &lock, player, moment - start > WARM_UP);
    }
    _exit(CLEAN);
}

/* ---- a round ---- */

static pid_t start(const struct options *options, struct table *table, int player, int cpu) {
    pid_t pid = fork();
    if (pid < 0) {
        end_with(OS_ERROR, "no process: %s", strerror(errno));
    }
    if (pid == 0) {
        play(options, table, player, cpu);
    }
    return pid;
}

/* If one has failed, the other may wait for ever. */
static void await_both(const pid_t players[PLAYERS]) {
    int failed = CLEAN;
    for (int ended = 0; ended < PLAYERS; ended++) {
        int status;
        if (wait(&status) < 0) {
            end_with(OS_ERROR, "wait: %s", strerror(errno));
        }
        if (status != 0 && failed == CLEAN) {
            failed = WIFEXITED(status) ? WEXITSTATUS(status) : INTERNAL;
            kill(players[0], SIGKILL);
            kill(players[1], SIGKILL);
        }
    }
    if (failed != CLEAN) {
        _exit(failed);
    }
}

static void count(struct table *table, struct kind *kind) {
    static double all[PLAYERS * MOST_HANDOFFS];
    int64_t size = 0;
    for (int player = 0; player < PLAYERS; player++) {
        for (int64_t i = 0; i < table->handoffs[player].count; i++) {
            all[size++] = table->handoffs[player].nanos[i];
        }
    }
    sort(all, size);
    kind->handoffs += size;
    sample_add(&kind->median, percentile(all, size, 50));
    sample_add(&kind->p90, percentile(all, size, 90));
}

static void play_round(const struct options *options, struct kind *kind, const int cpus[PLAYERS]) {
    int shared = MAP_SHARED | MAP_ANONYMOUS;
    struct table *table = mmap(NULL, sizeof *table, PROT_READ | PROT_WRITE, shared, -1, 0);
    if (table == MAP_FAILED) {
        end_with(OS_ERROR, "no shared memory: %s", strerror(errno));
    }
    pid_t players[PLAYERS];
    for (int i = 0; i < PLAYERS; i++) {
        players[i] = start(options, table, i + 1, cpus[i % kind->cpus]);
    }
    await_both(players);
    count(table, kind);
    munmap(table, sizeof *table);
}

/* ---- all rounds ---- */

/* How many there are that this process may use, up to two. */
static int find_cpus(int cpus[PLAYERS]) {
    cpu_set_t set;
    int found = 0;
    if (sched_getaffinity(0, sizeof set, &set) != 0) {
        end_with(OS_ERROR, "no CPUs: %s", strerror(errno));
    }
    for (int cpu = 0; cpu < CPU_SETSIZE && found < PLAYERS; cpu++) {
        if (CPU_ISSET(cpu, &set)) {
            cpus[found++] = cpu;
        }
    }
    return found;
}

static void print_kind(struct kind *kind) {
    printf("\"%s\":{\"handoffs\":%lld,", kind->name, (long long) kind->handoffs);
    sample_print("median", &kind->median);
    printf(",");
    sample_print("p90", &kind->p90);
    printf("}");
}

void measure_handoff(const struct options *options) {
    static struct kind one = {.name = "oneCpu", .cpus = 1};
    static struct kind two = {.name = "twoCpus", .cpus = 2};
    int cpus[PLAYERS];
    int found = find_cpus(cpus);
    for (int64_t round = or_else(options->rounds, USUAL_ROUNDS); round > 0; round--) {
        play_round(options, &one, cpus);
        if (found == PLAYERS) {
            play_round(options, &two, cpus);
        }
    }
    print_kind(&one);
    if (found == PLAYERS) {
        printf(",");
        print_kind(&two);
    }
}
