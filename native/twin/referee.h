#ifndef TWIN_REFEREE_H
#define TWIN_REFEREE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

/*
 * The memory that all processes of a storm share: a mapped file, laid out as dev.mortise.testkit.storm.Referee tells,
 * word for word. Both sides may sit at the same one.
 */

typedef _Atomic int64_t word;

struct event {
    word nanos;             /* 0 while it is being written */
    word who;               /* pid << 32 | tid */
    word what;              /* kind << 32 | lock */
    word generation;
};

enum event_kind { ENTER = 1, LEAVE, OVERLAP, TAKEOVER, KILL, WEDGE, PAUSE, RESUME };

struct seat_words {
    word pid;               /* 0 until it is ready */
    word start_ticks;
    word doomed;
    word done;
    word pending_value;
    word pending_count;
    word longest_wait;
    word shared;            /* holds */
    word given_up;          /* tries */
    char unused[56];
};

enum { RING_CAPACITY = 4096 };

struct referee {
    char magic[8];
    word seats;
    word stop;
    char apart_1[40];
    word owner;             /* 0 nobody; else pid << 32 | seat */
    char apart_2[56];
    word counter;           /* the protected state */
    char apart_3[56];
    word overlaps;
    word lost;
    word stale;
    word wedges;
    char apart_4[32];
    word events;
    char apart_5[248];
    struct event ring[RING_CAPACITY];
    struct seat_words seat[];
};

/*
 * Each maps the file and answers NULL, with errno, if it cannot; EPROTO: a stranger's file. A new one has its name only
 * when it is whole.
 */
struct referee *referee_create(const char *path, int64_t seats);
struct referee *referee_open(const char *path);

/* Why not, in words. */
const char *referee_error(int error);

static inline int64_t owner_word(pid_t pid, int64_t seat) {
    return (int64_t) pid << 32 | seat;
}

static inline pid_t owner_pid(int64_t word) {
    return (pid_t) (word >> 32);
}

static inline struct seat_words *owner_seat(struct referee *referee, int64_t word) {
    return &referee->seat[word & 0xffffffff];
}

void referee_record(struct referee *referee, enum event_kind kind, pid_t pid);

/* The last events, oldest first. */
void referee_print_events(FILE *out, struct referee *referee, int most);

#endif
