#ifndef TWIN_COMMANDS_H
#define TWIN_COMMANDS_H

#include "options.h"

/* Each is a command, and answers what the program ends with. */
int contend(const struct options *options);
int hold(const struct options *options);
int kill_storm(const struct options *options);
int measure(const struct options *options);

#endif
