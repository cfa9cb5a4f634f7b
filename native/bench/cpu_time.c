/*
 * What a program costs the processors: cpu_time COMMAND [ARGUMENT...]
 *
 * Runs it with this program's own descriptors, waits, and prints the CPU time of all its threads, ended ones too, in
 * nanoseconds on one more line of standard output. Its exit status becomes this program's.
 */
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

extern char **environ;

static long long nanos(const struct timeval *time) {
    return time->tv_sec * 1000000000LL + time->tv_usec * 1000LL;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fprintf(stderr, "usage: cpu_time COMMAND [ARGUMENT...]\n");
        return 64;
    }
    pid_t child;
    int refused = posix_spawnp(&child, argv[1], NULL, NULL, argv + 1, environ);
    if (refused != 0) {
        fprintf(stderr, "cpu_time: %s: %s\n", argv[1], strerror(refused));
        return 127;
    }
    int status;
    struct rusage usage;
    if (wait4(child, &status, 0, &usage) != child) {
        perror("cpu_time: wait4");
        return 1;
    }
    printf("%lld\n", nanos(&usage.ru_utime) + nanos(&usage.ru_stime));
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
