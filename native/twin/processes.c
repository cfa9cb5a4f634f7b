#include "processes.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_BYTES = 128, TEXT_BYTES = 1024 };

/* The fields of /proc/PID/stat that are looked at; the second one may hold spaces, so they are counted from its end. */
enum { STATE = 3, THREADS = 20, START = 22 };

struct status {
    char state;
    long threads;
    int64_t started;
};

/* False if it cannot be read. A text ends where its line ends. */
static bool read_text(const char *path, char text[TEXT_BYTES]) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    ssize_t length = read(fd, text, TEXT_BYTES - 1);
    close(fd);
    if (length < 0) {
        return false;
    }
    text[length] = '\0';
    text[strcspn(text, "\n")] = '\0';
    return true;
}

static const char *field(const char *text, int number) {
    const char *at = strrchr(text, ')');
    for (int i = STATE - 1; at != NULL && i < number; i++) {
        at = strchr(at, ' ');
        at = at == NULL ? NULL : at + 1;
    }
    return at;
}

static bool read_status(pid_t pid, struct status *status) {
    char path[PATH_BYTES];
    char text[TEXT_BYTES];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    if (!read_text(path, text) || field(text, START) == NULL) {
        return false;
    }
    status->state = *field(text, STATE);
    status->threads = strtol(field(text, THREADS), NULL, 10);
    status->started = strtoll(field(text, START), NULL, 10);
    return true;
}

int64_t start_ticks(pid_t pid) {
    struct status status;
    return read_status(pid, &status) ? status.started : -1;
}

bool has_ended(pid_t pid, int64_t started) {
    if (kill(pid, 0) != 0 && errno == ESRCH) {
        return true;
    }
    struct status status;
    if (!read_status(pid, &status)) {
        return false;
    }
    bool gone = (status.state == 'Z' || status.state == 'X') && status.threads <= 1;
    return gone || status.started != started;
}

/* ---- for a report ---- */

static void print_task_file(FILE *out, pid_t pid, const char *task, const char *file) {
    char path[PATH_BYTES];
    char text[TEXT_BYTES];
    snprintf(path, sizeof path, "/proc/%d/task/%.20s/%s", pid, task, file);
    fprintf(out, "  %s %s", file, read_text(path, text) ? text : "(unreadable)");
}

void print_tasks(FILE *out, pid_t pid) {
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    DIR *tasks = opendir(path);
    if (tasks == NULL) {
        fprintf(out, "process %d is gone\n", pid);
        return;
    }
    for (struct dirent *task = readdir(tasks); task != NULL; task = readdir(tasks)) {
        if (task->d_name[0] != '.') {
            fprintf(out, "  task %s", task->d_name);
            print_task_file(out, pid, task->d_name, "wchan");
            print_task_file(out, pid, task->d_name, "syscall");
            fputc('\n', out);
        }
    }
    closedir(tasks);
}
