package dev.mortise.testkit.power;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** What is written: a number, and behind it up to five pages of bytes that follow from the number, so that each byte of it can be checked. */
final class Contents {

    /** Not what anybody wrote as a whole. */
    static final long TORN = -1;

    private static final int MOST_BYTES = 20_000;

    private Contents() {}

    static byte[] of(long number) {
        SplittableRandom random = new SplittableRandom(number);
        byte[] bytes = new byte[Long.BYTES + random.nextInt(MOST_BYTES)];
        random.nextBytes(bytes);
        ByteBuffer.wrap(bytes).putLong(number);
        return bytes;
    }

    static long number(byte[] bytes) {
        if (bytes.length < Long.BYTES) {
            return TORN;
        }
        long number = ByteBuffer.wrap(bytes).getLong();
        return number > 0 && Arrays.equals(bytes, of(number)) ? number : TORN;
    }
}
