package dev.mortise.queue;

/** Stations with one step wrong each. */
final class BrokenTwins {

    private BrokenTwins() {}

    /** Looks whether it was answered before it takes the mutex, and not again. */
    public static class GivesUpWhatItWasGranted extends CounterBehindStation {

        @Override
        Station build(Door idle, Doormen doormen, Clock clock) {
            return new Station(idle, LoneDoor::new, doormen, clock) {
                @Override
                boolean isAnswered(Waiter waiter) {
                    return false;
                }
            };
        }
    }

    /** Clears its signal after it has looked: what comes in between wakes nobody. */
    public static class MissesASignal extends CounterBehindStation {

        @Override
        Station build(Door idle, Doormen doormen, Clock clock) {
            return new Station(idle, LoneDoor::new, doormen, clock) {
                @Override
                void listen(Waiter waiter) {}

                @Override
                int attempt(Waiter waiter) {
                    int result = super.attempt(waiter);
                    waiter.signalled = false;
                    return result;
                }
            };
        }
    }
}
