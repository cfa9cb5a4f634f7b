package dev.mortise.posix;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets {@link Thread#interrupt} reach a thread that is blocked in a call of the port, of which the JVM knows nothing. The JDK tells a
 * selector when the thread that waits in it is interrupted; this is a selector that passes the news on and selects nothing.
 */
public final class InterruptHook {

    private final Teller teller;

    /**
     * Makes a hook, for one thread at a time.
     *
     * @param onInterrupt run by whoever interrupts, or by the thread itself if it was interrupted before; short, and not blocking
     */
    public InterruptHook(Runnable onInterrupt) {
        this.teller = new Teller(onInterrupt);
    }

    /**
     * Makes a call during which an interrupt is told. The thread stays interrupted.
     *
     * @param call that may block
     */
    public void during(Runnable call) {
        teller.enter();
        try {
            call.run();
        } finally {
            teller.leave();
        }
    }

    private static final class Teller extends AbstractSelector {

        private final Runnable onInterrupt;

        @SuppressWarnings("NullAway") // it has no provider, and nobody asks for it
        Teller(Runnable onInterrupt) {
            super(null);
            this.onInterrupt = onInterrupt;
        }

        void enter() {
            begin();
        }

        void leave() {
            end();
        }

        @Override
        public Selector wakeup() {
            onInterrupt.run();
            return this;
        }

        @Override
        protected void implCloseSelector() {}

        @Override
        protected SelectionKey register(
                AbstractSelectableChannel channel, int operations, @Nullable Object attachment) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<SelectionKey> keys() {
            return Set.of();
        }

        @Override
        public Set<SelectionKey> selectedKeys() {
            return Set.of();
        }

        @Override
        public int selectNow() {
            return 0;
        }

        @Override
        public int select(long timeout) {
            return 0;
        }

        @Override
        public int select() {
            return 0;
        }
    }
}
