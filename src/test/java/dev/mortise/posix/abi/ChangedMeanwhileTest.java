package dev.mortise.posix.abi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Another thread writes to a caller's array between the check for its NUL and the copy: here the memory itself does. */
class ChangedMeanwhileTest {

    private final byte[] name = {'f', 0};
    private final ByteBuffer memory = ByteBuffer.allocateDirect(16_384);

    @Test
    void nameThatLostItsNulEndsAllTheSame() {
        Scratch scratch = Scratch.pooled(new Native());
        name[1] = 'x';
        int place = (int) scratch.name(0, name);
        assertEquals('f', memory.get(place));
        assertEquals(0, memory.get(place + 1));
    }

    @Test
    void stringIsWhatWasChecked() {
        try (Loans loans = new Loans(new Native())) {
            int place = (int) loans.string(name);
            assertEquals('x', name[1], "changed meanwhile");
            assertEquals(0, memory.get(place + 1));
        }
    }

    @Test
    void stringWithoutItsNulIsRefused() {
        name[1] = 'x';
        try (Loans loans = new Loans(new Native())) {
            assertThrows(IllegalArgumentException.class, () -> loans.string(name));
        }
    }

    /** Lends {@link #memory}, at address 0, and writes to the caller's array while it does. */
    private final class Native implements Downcalls {

        @Override
        public NativeMemory pooled(int bytes) {
            return new Lent(memory.duplicate());
        }

        @Override
        public NativeMemory borrowed(int bytes) {
            name[1] = 'x';
            return new Lent(memory.duplicate());
        }

        @Override
        public long syscall(Scratch scratch, long number, long a, long b, long c, long d, long e) {
            throw new AssertionError("copying a name needs no more than its bytes written");
        }

        @Override
        public int clockGettime(int clock, long timespec) {
            throw new AssertionError("copying a name needs no more than its bytes written");
        }

        @Override
        public boolean has(String function) {
            return false;
        }

        @Override
        public long address(String function) {
            throw new AssertionError("copying a name needs no more than its bytes written");
        }

        @Override
        public int function(String function, long... arguments) {
            throw new AssertionError("copying a name needs no more than its bytes written");
        }
    }

    private static final class Lent extends NativeMemory {

        Lent(ByteBuffer bytes) {
            super(bytes, 0);
        }

        @Override
        public void close() {}
    }
}
