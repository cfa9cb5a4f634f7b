package dev.mortise.posix.abi;

import dev.mortise.posix.Name;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Borrowed memory in any number of pieces, given back together. */
final class Loans implements AutoCloseable {

    private final Downcalls downcalls;
    private final List<NativeMemory> pieces = new ArrayList<>();

    Loans(Downcalls downcalls) {
        this.downcalls = downcalls;
    }

    /** A piece of undefined contents. */
    NativeMemory take(int bytes) {
        NativeMemory piece = downcalls.borrowed(bytes);
        pieces.add(piece);
        return piece;
    }

    /** The address of so many zeroes. */
    long zeroes(int bytes) {
        return filled(bytes, (byte) 0);
    }

    /** The address of so many times the same byte. */
    long filled(int bytes, byte value) {
        byte[] image = new byte[bytes];
        Arrays.fill(image, value);
        return copyOf(image);
    }

    /** The address of a NUL-terminated string. The copy is checked: another thread may write to the array. */
    long string(byte[] terminated) {
        return copyOf(Name.requireTerminated(terminated.clone()));
    }

    /** The address of an array of pointers to strings, closed by a null one. */
    long strings(byte[][] terminated) {
        NativeMemory pointers = take((terminated.length + 1) * Long.BYTES);
        for (int i = 0; i < terminated.length; i++) {
            pointers.bytes().putLong(i * Long.BYTES, string(terminated[i]));
        }
        pointers.bytes().putLong(terminated.length * Long.BYTES, 0);
        return pointers.address();
    }

    private long copyOf(byte[] image) {
        NativeMemory piece = take(image.length);
        piece.bytes().put(0, image, 0, image.length);
        return piece.address();
    }

    @Override
    public void close() {
        pieces.forEach(NativeMemory::close);
    }
}
