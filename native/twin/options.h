#ifndef TWIN_OPTIONS_H
#define TWIN_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

enum command { CONTEND = 1, HOLD = 2, KILL_STORM = 4, MEASURE = 8 };

/* A number that was not given. */
#define UNSET INT64_C(-1)

/* As main.c tells them. */
struct options {
    enum command command;
    const char *subject;            /* of measure */
    const char *lock;
    const char *file;
    const char *referee;
    int64_t count;
    int64_t seconds;
    int64_t seed;
    int64_t hold_nanos;
    int64_t think_nanos;
    int64_t shared_percent;
    int64_t timeout_percent;
    int64_t ordinal;
    int64_t milliseconds;
    int64_t processes;
    int64_t kills_per_second;
    int64_t wedge_milliseconds;
    int64_t rounds;
    int64_t files;
    bool shared;
    bool leash;
    bool as_java;
};

/* Ends the program with one sentence if they cannot be carried out. */
struct options options_of(int count, char **arguments);

#endif
