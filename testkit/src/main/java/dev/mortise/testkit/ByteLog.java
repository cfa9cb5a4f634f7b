package dev.mortise.testkit;

import java.util.ArrayList;
import java.util.List;

/** Bytes that are only appended, and read from anywhere: no copy is made when it grows. */
final class ByteLog {

    private static final int CHUNK_BITS = 20;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private final List<byte[]> chunks = new ArrayList<>();
    private byte[] last = new byte[0];
    private int used = CHUNK;
    private long size;

    void append(int value) {
        if (used == CHUNK) {
            last = new byte[CHUNK];
            chunks.add(last);
            used = 0;
        }
        last[used++] = (byte) value;
        size++;
    }

    /** Seven bits a byte, the sign at the bottom. */
    void appendNumber(int value) {
        int rest = (value << 1) ^ (value >> (Integer.SIZE - 1));
        while ((rest & ~0x7F) != 0) {
            append((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        append(rest);
    }

    long size() {
        return size;
    }

    Reader from(long position) {
        return new Reader(position);
    }

    /** Reads on from a position. */
    final class Reader {

        private long position;

        private Reader(long position) {
            this.position = position;
        }

        int next() {
            byte value = chunks.get((int) (position >> CHUNK_BITS))[(int) position & (CHUNK - 1)];
            position++;
            return value & 0xFF;
        }

        int nextNumber() {
            int result = 0;
            int shift = 0;
            int part;
            do {
                part = next();
                result |= (part & 0x7F) << shift;
                shift += 7;
            } while ((part & 0x80) != 0);
            return (result >>> 1) ^ -(result & 1);
        }
    }
}
