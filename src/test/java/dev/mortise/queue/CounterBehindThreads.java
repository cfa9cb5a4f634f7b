package dev.mortise.queue;

import dev.mortise.posix.Mode;

/** As {@link CounterBehindStation}, but those who wait park. */
public class CounterBehindThreads extends CounterBehindStation {

    @Override
    int await(Mode mode, Clock since) throws InterruptedException {
        return station().enter(mode, Patience.withoutEnd());
    }

    @Override
    int awaitBriefly(Mode mode) throws InterruptedException {
        return station().enter(mode, Patience.of(0, 0));
    }
}
