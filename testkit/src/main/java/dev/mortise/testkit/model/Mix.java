package dev.mortise.testkit.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * 64-bit hashes. A whole is the sum of its mixed parts, so that replacing one part costs a subtraction and an addition.
 */
public final class Mix {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Mix() {}

    /**
     * One hash of two; the order matters, and two zeroes are not nothing.
     *
     * @param a one
     * @param b the other
     * @return bits that all depend on all of theirs
     */
    public static long of(long a, long b) {
        long x = a * 0x9E3779B97F4A7C15L + b + 0x165667B19E3779F9L;
        x = (x ^ x >>> 32) * 0xD6E8FEB86659FD93L;
        x = (x ^ x >>> 29) * 0xC2B2AE3D27D4EB4FL;
        return x ^ x >>> 32;
    }

    static long of(byte[] bytes) {
        long hash = bytes.length;
        int at = 0;
        for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            hash = of(hash, (long) LONGS.get(bytes, at));
        }
        long rest = 0;
        for (; at < bytes.length; at++) {
            rest = rest << Byte.SIZE | (bytes[at] & 0xff);
        }
        return of(hash, rest);
    }

    static long of(String text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = of(hash, text.charAt(i));
        }
        return hash;
    }
}
