package dev.mortise.protocol;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Names of files that are to take the place of another one: a dot, as much of its name as there is room for, a number drawn at random, and an end. */
final class TemporaryName {

    private static final int RANDOM_BYTES = 16;
    private static final String END = ".mortise-tmp";
    private static final int DIGITS = 2 * RANDOM_BYTES;

    private final byte[] end = END.getBytes(StandardCharsets.US_ASCII);
    private final byte[] beginning;

    /** Of files that are to take the place of this one. */
    TemporaryName(Name target) {
        byte[] name = target.terminated();
        int room = Name.MAX_BYTES - 2 - DIGITS - end.length;
        int kept = Math.min(name.length - 1, room);
        byte[] whole = new byte[kept + 2];
        whole[0] = '.';
        System.arraycopy(name, 0, whole, 1, kept);
        whole[kept + 1] = '.';
        beginning = whole;
    }

    /** Another one each time; empty if there is no chance to be had. */
    byte[] draw(Posix posix) {
        byte[] random = new byte[RANDOM_BYTES];
        if (posix.random(random) != RANDOM_BYTES) {
            return new byte[0];
        }
        byte[] digits = HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII);
        byte[] name = Arrays.copyOf(beginning, beginning.length + DIGITS + end.length + 1);
        System.arraycopy(digits, 0, name, beginning.length, DIGITS);
        System.arraycopy(end, 0, name, beginning.length + DIGITS, end.length);
        return name;
    }

    boolean matches(Name name) {
        byte[] bytes = name.terminated();
        int digitsEnd = bytes.length - 1 - end.length;
        return digitsEnd == beginning.length + DIGITS
                && Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length)
                && Arrays.equals(bytes, digitsEnd, bytes.length - 1, end, 0, end.length)
                && isHexadecimal(bytes, beginning.length, digitsEnd);
    }

    private static boolean isHexadecimal(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!HexFormat.isHexDigit(bytes[i])) {
                return false;
            }
        }
        return true;
    }
}
