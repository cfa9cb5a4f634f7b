#ifndef TWIN_PROCESSES_H
#define TWIN_PROCESSES_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

/* When a process started, in ticks since boot; -1 if /proc does not show it. With the pid it names one for ever. */
int64_t start_ticks(pid_t pid);

/* Whether a process has ended: a zombie has, and so has one whose pid was given away. In doubt it has not. */
bool has_ended(pid_t pid, int64_t started);

/* Where each thread of a process stands, as the kernel tells it. */
void print_tasks(FILE *out, pid_t pid);

#endif
