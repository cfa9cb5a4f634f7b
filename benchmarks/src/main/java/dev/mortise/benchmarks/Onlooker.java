package dev.mortise.benchmarks;

import dev.mortise.Hold;
import dev.mortise.KernelLock;
import java.io.IOException;
import java.nio.file.Path;

/** Asks about a lock again and again, until its process is ended: {@code Onlooker HOW FILE}. */
final class Onlooker {

    /** How it asks. */
    enum How {
        /** By what the kernel shows. */
        VERDICT {
            @Override
            void ask(KernelLock lock) throws IOException {
                lock.verdict();
            }
        },
        /** As programs do that have nothing else: they lock it for an instant, together with others who only look. */
        SHARED_LOCK {
            @Override
            void ask(KernelLock lock) throws IOException {
                Hold hold = lock.shared().tryAcquire();
                if (hold != null) {
                    hold.close();
                }
            }
        };

        abstract void ask(KernelLock lock) throws IOException;
    }

    private Onlooker() {}

    /**
     * Asks.
     *
     * @param args see above
     * @throws IOException if it cannot be told
     */
    public static void main(String[] args) throws IOException {
        How how = How.valueOf(args[0]);
        KernelLock lock = KernelLock.at(Path.of(args[1]));
        how.ask(lock);
        Signals.say(Child.READY);
        while (true) {
            how.ask(lock);
        }
    }
}
