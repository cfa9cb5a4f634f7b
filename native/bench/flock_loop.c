/*
 * The loop in a process of its own: flock_loop FILE ROUNDS MILLISECONDS
 *
 * Prints one line per round, "alone<TAB>ns per pair" and "thread<TAB>ns per pair". The second has one more, idle thread in
 * the process: from then on the kernel counts references to the shared table of descriptors at each call, which C pays
 * too. The thread is started and ended in each round, so the two kinds take turns.
 */
#include "loops.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BATCH = 1000 };

static double nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1e9 + now.tv_nsec;
}

static void report(const char *kind, int fd, double milliseconds) {
    double start = nanos();
    double spent = 0;
    long pairs = 0;
    while (spent < milliseconds * 1e6) {
        int error = flock_pairs(fd, BATCH);
        if (error != 0) {
            fprintf(stderr, "flock: %s\n", strerror(error));
            exit(1);
        }
        pairs += BATCH;
        spent = nanos() - start;
    }
    printf("%s\t%.1f\n", kind, spent / pairs);
}

static void *wait_for_end(void *gate) {
    pthread_mutex_lock(gate);
    pthread_mutex_unlock(gate);
    return NULL;
}

static void report_with_thread(int fd, double milliseconds) {
    pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
    pthread_t idle;
    pthread_mutex_lock(&gate);
    if (pthread_create(&idle, NULL, wait_for_end, &gate) != 0) {
        perror("pthread_create");
        exit(1);
    }
    report("thread", fd, milliseconds);
    pthread_mutex_unlock(&gate);
    pthread_join(idle, NULL);
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fprintf(stderr, "usage: flock_loop FILE ROUNDS MILLISECONDS\n");
        return 64;
    }
    int fd = open(argv[1], O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) {
        perror(argv[1]);
        return 1;
    }
    for (int rounds = atoi(argv[2]); rounds > 0; rounds--) {
        report("alone", fd, atof(argv[3]));
        report_with_thread(fd, atof(argv[3]));
    }
    return 0;
}
