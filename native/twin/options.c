#include "options.h"

#include "exits.h"
#include "lock.h"

#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>

enum kind { TEXT, NUMBER, SWITCH };

struct row {
    const char *name;
    enum kind kind;
    size_t offset;
    unsigned commands;      /* that know it */
    unsigned required;      /* by these */
    int64_t least;
    int64_t most;
};

#define FIELD(name) offsetof(struct options, name)
#define ALL (CONTEND | HOLD | KILL_STORM | MEASURE)
#define NANOS (3600 * INT64_C(1000000000))

static const struct row rows[] = {
        {"--lock", TEXT, FIELD(lock), ALL, ALL, 0, 0},
        {"--file", TEXT, FIELD(file), ALL, ALL, 0, 0},
        {"--ref", TEXT, FIELD(referee), CONTEND | KILL_STORM, CONTEND | KILL_STORM, 0, 0},
        {"--count", NUMBER, FIELD(count), CONTEND, 0, 1, INT64_MAX},
        {"--seconds", NUMBER, FIELD(seconds), CONTEND | KILL_STORM, KILL_STORM, 1, 1000000},
        {"--seed", NUMBER, FIELD(seed), CONTEND | KILL_STORM, CONTEND | KILL_STORM, 0, INT64_MAX},
        {"--hold-ns", NUMBER, FIELD(hold_nanos), CONTEND | KILL_STORM | MEASURE, 0, 0, NANOS},
        {"--think-ns", NUMBER, FIELD(think_nanos), CONTEND | KILL_STORM | MEASURE, 0, 0, NANOS},
        {"--shared-percent", NUMBER, FIELD(shared_percent), CONTEND | KILL_STORM, 0, 0, 100},
        {"--timeout-percent", NUMBER, FIELD(timeout_percent), CONTEND | KILL_STORM, 0, 0, 100},
        {"--ordinal", NUMBER, FIELD(ordinal), CONTEND, 0, 0, INT32_MAX},
        {"--leash", SWITCH, FIELD(leash), CONTEND, 0, 0, 0},
        {"--shared", SWITCH, FIELD(shared), HOLD, 0, 0, 0},
        {"--milliseconds", NUMBER, FIELD(milliseconds), HOLD | MEASURE, 0, 1, 1000000000},
        {"--processes", NUMBER, FIELD(processes), KILL_STORM, KILL_STORM, 2, 1000},
        {"--kills-per-second", NUMBER, FIELD(kills_per_second), KILL_STORM, KILL_STORM, 0, 10000},
        {"--wedge-after-ms", NUMBER, FIELD(wedge_milliseconds), KILL_STORM, 0, 1, 1000000000},
        {"--rounds", NUMBER, FIELD(rounds), MEASURE, 0, 1, 1000},
        {"--files", NUMBER, FIELD(files), MEASURE, 0, 1, 100000},
        {"--as-java", SWITCH, FIELD(as_java), MEASURE, 0, 0, 0},
};

enum { ROWS = sizeof rows / sizeof rows[0] };

static const struct {
    const char *name;
    enum command command;
} commands[] = {{"contend", CONTEND}, {"hold", HOLD}, {"kill-storm", KILL_STORM}, {"measure", MEASURE}};

enum { COMMANDS = sizeof commands / sizeof commands[0] };

/* ---- one option ---- */

static const struct row *row_named(const char *name) {
    for (int i = 0; i < ROWS; i++) {
        if (strcmp(rows[i].name, name) == 0) {
            return &rows[i];
        }
    }
    end_with(USAGE, "there is no option %s", name);
}

static int64_t number(const struct row *row, const char *text) {
    char *end;
    errno = 0;
    int64_t value = strtoll(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || value < row->least || value > row->most) {
        end_with(USAGE, "%s takes a whole number from %" PRId64 " to %" PRId64 ", not '%s'", row->name, row->least,
                row->most, text);
    }
    return value;
}

/* Answers how many arguments it took. */
static int set(struct options *options, const struct row *row, const char *value) {
    char *field = (char *) options + row->offset;
    if (row->kind == SWITCH) {
        *(bool *) field = true;
        return 1;
    }
    if (value == NULL) {
        end_with(USAGE, "%s takes a value", row->name);
    }
    if (row->kind == TEXT) {
        *(const char **) field = value;
    } else {
        *(int64_t *) field = number(row, value);
    }
    return 2;
}

/* ---- all of them ---- */

static enum command command_named(const char *name) {
    for (int i = 0; i < COMMANDS; i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return commands[i].command;
        }
    }
    end_with(USAGE, "there is no command %s; there are contend, hold, kill-storm and measure", name);
}

static void forget_all(struct options *options) {
    for (int i = 0; i < ROWS; i++) {
        if (rows[i].kind == NUMBER) {
            *(int64_t *) ((char *) options + rows[i].offset) = UNSET;
        }
    }
}

static bool is_given(const struct options *options, const struct row *row) {
    const char *field = (const char *) options + row->offset;
    return row->kind == NUMBER ? *(const int64_t *) field != UNSET : *(const char *const *) field != NULL;
}

static void require(const struct options *options, const char *command) {
    for (int i = 0; i < ROWS; i++) {
        if ((rows[i].required & options->command) != 0 && !is_given(options, &rows[i])) {
            end_with(USAGE, "%s needs %s", command, rows[i].name);
        }
    }
    if (options->command == CONTEND && options->count == UNSET && options->seconds == UNSET) {
        end_with(USAGE, "contend needs --count or --seconds");
    }
    if (lock_kind_named(options->lock) == NULL) {
        end_with(USAGE, "--lock is one of %s, not '%s'", lock_kind_names(), options->lock);
    }
}

struct options options_of(int count, char **arguments) {
    if (count < 2) {
        end_with(USAGE, "usage: twin contend|hold|kill-storm|measure --lock KIND --file FILE ...");
    }
    struct options options = {.command = command_named(arguments[1])};
    forget_all(&options);
    int at = 2;
    if (options.command == MEASURE) {
        options.subject = count > 2 ? arguments[2] : "";
        at = 3;
    }
    while (at < count) {
        const struct row *row = row_named(arguments[at]);
        if ((row->commands & options.command) == 0) {
            end_with(USAGE, "%s has no option %s", arguments[1], row->name);
        }
        at += set(&options, row, at + 1 < count ? arguments[at + 1] : NULL);
    }
    require(&options, arguments[1]);
    return options;
}
