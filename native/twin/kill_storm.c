/*
 * The course of a storm, as in dev.mortise.testkit.storm.Watch: all ready, go, then at each tick look for the dead,
 * kill, look for a wedge; in the end stop them and count.
 */
#include "clock.h"
#include "commands.h"
#include "crowd.h"
#include "exits.h"
#include "processes.h"
#include "random.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

#define LOOK_EVERY (1 * MILLISECOND)
#define READY_WITHIN (60 * SECOND)
#define STOP_WITHIN (20 * SECOND)
#define WEDGED_AFTER (10 * SECOND)

enum { EVENTS_SHOWN = 12 };

struct storm {
    const struct options *options;
    struct referee *referee;
    struct crowd crowd;
    struct random random;
    int64_t start;
    int64_t nanos;
    int64_t kills;
    int64_t events_seen;
    int64_t last_event;
};

/* ---- kills ---- */

/* -1 if nobody is there who is ready. */
static int64_t place_of_owner(const struct storm *storm) {
    int64_t owner = storm->referee->owner;
    for (int64_t place = 0; owner != 0 && place < storm->options->processes; place++) {
        if (crowd_is_ready(&storm->crowd, place) && storm->crowd.children[place].pid == owner_pid(owner)) {
            return place;
        }
    }
    return -1;
}

/* Every other victim, by the toss of a coin, is whoever is inside: that is where it hurts. */
static int64_t choose_victim(struct storm *storm) {
    int64_t owner = random_below(&storm->random, 2) == 0 ? place_of_owner(storm) : -1;
    if (owner >= 0) {
        return owner;
    }
    int64_t place = random_below(&storm->random, storm->options->processes);
    return crowd_is_ready(&storm->crowd, place) ? place : -1;
}

static void kill_one(struct storm *storm) {
    int64_t victim = choose_victim(storm);
    if (victim < 0) {
        return;
    }
    storm->kills++;
    referee_record(storm->referee, KILL, storm->crowd.children[victim].pid);
    crowd_kill(&storm->crowd, victim);
    crowd_start(&storm->crowd, victim);
}

static void kill_if_due(struct storm *storm) {
    int64_t due = (now() - storm->start) / MICROSECOND * storm->options->kills_per_second / 1000000;
    if (storm->kills < due && crowd_has_seats_left(&storm->crowd)) {
        kill_one(storm);
    }
}

/* ---- wedge ---- */

static void print_living(const struct storm *storm) {
    for (int64_t place = 0; place < storm->options->processes; place++) {
        pid_t pid = storm->crowd.children[place].pid;
        if (pid != 0) {
            fprintf(stderr, "contender %" PRId64 " (pid %d)\n", place + 1, pid);
            print_tasks(stderr, pid);
        }
    }
}

static void report_wedge(struct storm *storm, const char *what) {
    atomic_fetch_add(&storm->referee->wedges, 1);
    fprintf(stderr, "twin: %s; the contenders' tasks:\n", what);
    print_living(storm);
    fprintf(stderr, "the last events:\n");
    referee_print_events(stderr, storm->referee, EVENTS_SHOWN);
}

/* The storm's own kills are events, too, and no sign that anybody came in. */
static void look_for_wedge(struct storm *storm) {
    int64_t patience = storm->options->wedge_milliseconds;
    int64_t events = storm->referee->events - storm->kills;
    int64_t moment = now();
    if (events != storm->events_seen) {
        storm->events_seen = events;
        storm->last_event = moment;
    } else if (moment - storm->last_event > (patience == UNSET ? WEDGED_AFTER : patience * MILLISECOND)) {
        report_wedge(storm, "nobody came in for too long");
    }
}

/* ---- start, course, end ---- */

static bool all_ready(const struct storm *storm) {
    for (int64_t place = 0; place < storm->options->processes; place++) {
        if (!crowd_is_ready(&storm->crowd, place)) {
            return false;
        }
    }
    return true;
}

static void gather(struct storm *storm) {
    for (int64_t place = 0; place < storm->options->processes; place++) {
        crowd_start(&storm->crowd, place);
    }
    int64_t give_up = now() + READY_WITHIN;
    while (!all_ready(storm) && storm->crowd.failure == 0) {
        if (now() > give_up) {
            end_with(INTERNAL, "the contenders were not ready within a minute");
        }
        crowd_reap(&storm->crowd, false);
        sleep_until(now() + LOOK_EVERY);
    }
}

static bool is_over(const struct storm *storm) {
    return now() - storm->start >= storm->options->seconds * SECOND || storm->crowd.failure != 0
            || storm->referee->overlaps != 0 || storm->referee->wedges != 0;
}

static void rage(struct storm *storm) {
    storm->start = now();
    storm->last_event = storm->start;
    crowd_go(&storm->crowd);
    while (!is_over(storm)) {
        sleep_until(now() + LOOK_EVERY);
        crowd_reap(&storm->crowd, false);
        kill_if_due(storm);
        look_for_wedge(storm);
    }
    storm->nanos = now() - storm->start;
}

static void await_ends(struct storm *storm) {
    int64_t give_up = now() + STOP_WITHIN;
    while (storm->crowd.living > 0 && now() < give_up) {
        crowd_reap(&storm->crowd, true);
        sleep_until(now() + LOOK_EVERY);
    }
    if (storm->crowd.living > 0) {
        report_wedge(storm, "not all stopped");
    }
}

static void clear_away(struct storm *storm) {
    for (int64_t place = 0; place < storm->options->processes; place++) {
        if (storm->crowd.children[place].pid != 0) {
            crowd_kill(&storm->crowd, place);
        }
    }
    while (storm->crowd.dying > 0) {
        crowd_reap(&storm->crowd, true);
        sleep_until(now() + LOOK_EVERY);
    }
}

static void stop(struct storm *storm) {
    storm->referee->stop = 1;
    if (storm->referee->wedges == 0 && storm->crowd.failure == 0) {
        await_ends(storm);
    }
    clear_away(storm);
}

/* ---- the result ---- */

/* The last one killed inside has found no successor to resolve what it did. */
static void settle(struct referee *referee) {
    int64_t owner = referee->owner;
    if (owner != 0) {
        seat_resolve(referee, owner_seat(referee, owner));
        if (owner_seat(referee, owner)->doomed != 0) {
            atomic_fetch_add(&referee->stale, 1);
        }
    }
}

static struct tally sum_of(const struct storm *storm) {
    struct tally sum = {0};
    for (int64_t seat = 0; seat < storm->crowd.seats_used; seat++) {
        const struct tally *tally = &storm->crowd.tallies[seat];
        const struct seat_words *words = &storm->referee->seat[seat];
        int64_t waited = words->longest_wait;
        sum.exclusive += words->done;
        sum.shared += words->shared;
        sum.timeouts += words->given_up;
        sum.inside += tally->inside;
        sum.longest_wait = waited > sum.longest_wait ? waited : sum.longest_wait;
        if (tally->longest_overshoot > sum.longest_overshoot) {
            sum.longest_overshoot = tally->longest_overshoot;
        }
    }
    sum.overlaps = storm->referee->overlaps;
    sum.lost = sum.exclusive - storm->referee->counter;
    storm->referee->lost = sum.lost;
    return sum;
}

static int64_t acquisitions_of(const struct storm *storm, int64_t place) {
    int64_t sum = 0;
    for (int64_t seat = 0; seat < storm->crowd.seats_used; seat++) {
        if (storm->crowd.place_of_seat[seat] == place) {
            sum += storm->referee->seat[seat].done + storm->referee->seat[seat].shared;
        }
    }
    return sum;
}

/* Jain's index of fairness: 1 when all got the same, 1/n when one got all. */
static void print_fairness(const struct storm *storm) {
    double sum = 0;
    double squares = 0;
    printf("\"perProcess\":");
    for (int64_t place = 0; place < storm->options->processes; place++) {
        int64_t acquisitions = acquisitions_of(storm, place);
        printf("%s%" PRId64, place == 0 ? "[" : ",", acquisitions);
        sum += (double) acquisitions;
        squares += (double) acquisitions * (double) acquisitions;
    }
    printf("],\"jain\":%.4f", squares > 0 ? sum * sum / ((double) storm->options->processes * squares) : 0);
}

static void report(const struct storm *storm, const struct tally *sum) {
    printf("{\"acquisitions\":%" PRId64 ",\"exclusive\":%" PRId64 ",\"shared\":%" PRId64 ",\"timeouts\":%" PRId64
           ",\"kills\":%" PRId64 ",\"stale\":%" PRId64 ",\"overlaps\":%" PRId64 ",\"lost\":%" PRId64
           ",\"wedges\":%" PRId64 ",\"longestWaitNanos\":%" PRId64 ",\"longestOvershootNanos\":%" PRId64
           ",\"insideNanos\":%" PRId64 ",",
            sum->exclusive + sum->shared, sum->exclusive, sum->shared, sum->timeouts, storm->kills,
            storm->referee->stale, sum->overlaps, sum->lost, storm->referee->wedges, sum->longest_wait,
            sum->longest_overshoot, sum->inside);
    print_fairness(storm);
    printf(",\"seconds\":%.6f}\n", (double) storm->nanos / SECOND);
}

int kill_storm(const struct options *options) {
    lock_check_or_end(options->lock, options->file);
    struct referee *referee = referee_create(options->referee, crowd_seats(options));
    if (referee == NULL) {
        end_with(CANNOT_OPEN, "%s: %s", options->referee, referee_error(errno));
    }
    struct storm storm = {.options = options, .referee = referee, .random = {(uint64_t) options->seed}};
    crowd_open(&storm.crowd, options, referee);
    gather(&storm);
    rage(&storm);
    stop(&storm);
    settle(referee);
    struct tally sum = sum_of(&storm);
    report(&storm, &sum);
    crowd_close(&storm.crowd);
    if (sum.overlaps != 0 || sum.lost != 0 || referee->wedges != 0) {
        return VIOLATION;
    }
    return storm.crowd.failure;
}
