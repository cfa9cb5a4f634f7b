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

        private int chunk;
        private int at;
        private byte[] bytes;

        private Reader(long position) {
            chunk = (int) (position >> CHUNK_BITS);
            at = (int) position & (CHUNK - 1);
            bytes = chunk < chunks.size() ? chunks.get(chunk) : new byte[0];
        }

        int next() {
            if (at == CHUNK) {
                bytes = chunks.get(++chunk);
                at = 0;
            }
            return bytes[at++] & 0xFF;
        }

        int nextNumber() {
            int part = next();
            int result = part & 0x7F;
            for (int shift = 7; (part & 0x80) != 0; shift += 7) {
                part = next();
                result |= (part & 0x7F) << shift;
            }
            return (result >>> 1) ^ -(result & 1);
        }
    }
}
