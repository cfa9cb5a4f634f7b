#include "crowd.h"

#include "clock.h"
#include "exits.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

int64_t crowd_seats(const struct options *options) {
    return options->processes + (options->seconds + 1) * options->kills_per_second;
}

static void *array(int64_t count, size_t size) {
    void *memory = calloc((size_t) count, size);
    if (memory == NULL) {
        end_with(OS_ERROR, "no memory");
    }
    return memory;
}

static void *shared_array(int64_t count, size_t size) {
    int kind = MAP_SHARED | MAP_ANONYMOUS;
    void *memory = mmap(NULL, (size_t) count * size, PROT_READ | PROT_WRITE, kind, -1, 0);
    if (memory == MAP_FAILED) {
        end_with(OS_ERROR, "no shared memory: %s", strerror(errno));
    }
    return memory;
}

void crowd_open(struct crowd *crowd, const struct options *options, struct referee *referee) {
    *crowd = (struct crowd) {
            .options = options,
            .referee = referee,
            .tallies = shared_array(referee->seats, sizeof(struct tally)),
            .place_of_seat = array(referee->seats, sizeof(int64_t)),
            .children = array(options->processes, sizeof(struct child)),
    };
    if (pipe2(crowd->go, O_CLOEXEC) != 0) {
        end_with(OS_ERROR, "no pipe: %s", strerror(errno));
    }
}

void crowd_close(struct crowd *crowd) {
    free(crowd->place_of_seat);
    free(crowd->children);
    munmap(crowd->tallies, (size_t) crowd->referee->seats * sizeof(struct tally));
    close(crowd->go[0]);
}

/* As long as anybody has it open, nobody starts. Its number may mean something else later on. */
static void close_start(struct crowd *crowd) {
    if (crowd->go[1] >= 0) {
        close(crowd->go[1]);
        crowd->go[1] = -1;
    }
}

void crowd_go(struct crowd *crowd) {
    close_start(crowd);
}

/* ---- in the child ---- */

/* A storm that is killed takes its contenders along. */
static void die_with(pid_t parent) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) {
        _exit(INTERNAL);
    }
}

static void await_go(const struct crowd *crowd) {
    char nothing;
    while (read(crowd->go[0], &nothing, 1) < 0 && errno == EINTR) {
    }
}

static _Noreturn void be_contender(struct crowd *crowd, int64_t number, pid_t parent) {
    const struct options *options = crowd->options;
    struct lock lock;
    struct seat seat;
    die_with(parent);
    close_start(crowd);
    lock_open_or_end(&lock, options->lock, options->file);
    if (!seat_take(&seat, crowd->referee, number)) {
        end_with(INTERNAL, "a new referee's seat has been used");
    }
    await_go(crowd);
    contender_run(options, &lock, &seat, INT64_MAX, FOREVER, &crowd->tallies[number]);
    _exit(CLEAN);
}

/* ---- coming and going ---- */

void crowd_start(struct crowd *crowd, int64_t place) {
    int64_t seat = crowd->seats_used++;
    pid_t parent = getpid();
    crowd->place_of_seat[seat] = place;
    pid_t pid = fork();
    if (pid < 0) {
        end_with(OS_ERROR, "no process: %s", strerror(errno));
    }
    if (pid == 0) {
        be_contender(crowd, seat, parent);
    }
    crowd->children[place] = (struct child) {.pid = pid, .seat = seat};
    crowd->living++;
}

bool crowd_is_ready(const struct crowd *crowd, int64_t place) {
    const struct child *child = &crowd->children[place];
    return child->pid != 0 && crowd->referee->seat[child->seat].pid != 0;
}

bool crowd_has_seats_left(const struct crowd *crowd) {
    return crowd->seats_used < crowd->referee->seats;
}

void crowd_kill(struct crowd *crowd, int64_t place) {
    struct child *child = &crowd->children[place];
    crowd->referee->seat[child->seat].doomed = 1;
    kill(child->pid, SIGKILL);
    child->pid = 0;
    crowd->living--;
    crowd->dying++;
}

/* ---- burials ---- */

static struct child *child_of(struct crowd *crowd, pid_t pid) {
    for (int64_t place = 0; place < crowd->options->processes; place++) {
        if (crowd->children[place].pid == pid) {
            return &crowd->children[place];
        }
    }
    return NULL;
}

static int failure(int status) {
    if (WIFSIGNALED(status)) {
        fprintf(stderr, "twin: a contender was killed by a stranger's signal %d\n", WTERMSIG(status));
        return INTERNAL;
    }
    return WEXITSTATUS(status) == CLEAN ? INTERNAL : WEXITSTATUS(status);
}

static void bury(struct crowd *crowd, pid_t pid, int status, bool stopped) {
    struct child *child = child_of(crowd, pid);
    if (child == NULL) {
        crowd->dying--;
        return;
    }
    child->pid = 0;
    crowd->living--;
    if (!stopped || status != 0) {
        crowd->failure = failure(status);
    }
}

void crowd_reap(struct crowd *crowd, bool stopped) {
    int status;
    pid_t pid = waitpid(-1, &status, WNOHANG);
    while (pid > 0) {
        bury(crowd, pid, status, stopped);
        pid = waitpid(-1, &status, WNOHANG);
    }
}
