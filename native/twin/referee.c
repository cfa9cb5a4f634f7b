#include "referee.h"

#include "clock.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const char magic[8] = "MORTREF1";

#define AT(field, offset) _Static_assert(offsetof(struct referee, field) == (offset), #field " is elsewhere in Java")
AT(seats, 8);
AT(stop, 16);
AT(owner, 64);
AT(counter, 128);
AT(overlaps, 192);
AT(lost, 200);
AT(stale, 208);
AT(wedges, 216);
AT(events, 256);
AT(ring, 512);
AT(seat, 131584);
_Static_assert(offsetof(struct seat_words, given_up) == 64, "a seat's words are elsewhere in Java");
_Static_assert(sizeof(struct seat_words) == 128, "a seat is larger or smaller in Java");
_Static_assert(sizeof(word) == 8, "an atomic word carries a lock");

static struct referee *map(int fd, off_t size) {
    void *memory = mmap(NULL, (size_t) size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

static void close_quietly(int fd) {
    int error = errno;
    close(fd);
    errno = error;
}

/* ---- making it ---- */

/* Allocated at once, so that a full disk is an error here and not a fault in the mapped memory. */
static struct referee *allocate(int fd, int64_t seats) {
    off_t size = (off_t) (sizeof(struct referee) + (uint64_t) seats * sizeof(struct seat_words));
    int refused = posix_fallocate(fd, 0, size);
    if (refused != 0) {
        errno = refused;
        return NULL;
    }
    return map(fd, size);
}

static struct referee *create_aside(const char *path, int64_t seats) {
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return NULL;
    }
    struct referee *referee = allocate(fd, seats);
    close_quietly(fd);
    if (referee != NULL) {
        memcpy(referee->magic, magic, sizeof magic);
        referee->seats = seats;
    }
    return referee;
}

struct referee *referee_create(const char *path, int64_t seats) {
    char aside[PATH_MAX];
    snprintf(aside, sizeof aside, "%s.%d", path, getpid());
    struct referee *referee = create_aside(aside, seats);
    if (referee != NULL && link(aside, path) != 0) {
        referee = NULL;
    }
    int error = errno;
    unlink(aside);
    errno = error;
    return referee;
}

const char *referee_error(int error) {
    return error == EPROTO ? "not a referee's file" : strerror(error);
}

/* ---- joining it ---- */

static bool is_whole(const struct referee *referee, off_t size) {
    off_t room = (size - (off_t) sizeof(struct referee)) / (off_t) sizeof(struct seat_words);
    return memcmp(referee->magic, magic, sizeof magic) == 0 && referee->seats > 0 && referee->seats <= room;
}

static struct referee *join(int fd) {
    struct stat file;
    if (fstat(fd, &file) != 0) {
        return NULL;
    }
    if (file.st_size <= (off_t) sizeof(struct referee)) {
        errno = EPROTO;
        return NULL;
    }
    struct referee *referee = map(fd, file.st_size);
    if (referee != NULL && !is_whole(referee, file.st_size)) {
        munmap(referee, (size_t) file.st_size);
        errno = EPROTO;
        return NULL;
    }
    return referee;
}

struct referee *referee_open(const char *path) {
    int fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0) {
        return NULL;
    }
    struct referee *referee = join(fd);
    close_quietly(fd);
    return referee;
}

/* ---- the ring of events ---- */

void referee_record(struct referee *referee, enum event_kind kind, pid_t pid) {
    struct event *event = &referee->ring[atomic_fetch_add(&referee->events, 1) % RING_CAPACITY];
    event->nanos = 0;
    event->who = (int64_t) pid << 32 | pid;
    event->what = (int64_t) kind << 32;
    event->generation = referee->counter;
    event->nanos = now();
}

static void print_event(FILE *out, const struct event *event) {
    static const char *const labels[] = {"?", "enter", "leave", "overlap", "takeover", "kill", "wedge",
            "pause", "resume"};
    int64_t kind = event->what >> 32;
    fprintf(out, "  %" PRId64 "  %s  pid %" PRId64 "  generation %" PRId64 "\n", event->nanos,
            labels[kind >= ENTER && kind <= RESUME ? kind : 0], event->who >> 32, event->generation);
}

void referee_print_events(FILE *out, struct referee *referee, int most) {
    int64_t end = referee->events;
    for (int64_t i = end > most ? end - most : 0; i < end; i++) {
        const struct event *event = &referee->ring[i % RING_CAPACITY];
        if (event->nanos != 0) {
            print_event(out, event);
        }
    }
}
