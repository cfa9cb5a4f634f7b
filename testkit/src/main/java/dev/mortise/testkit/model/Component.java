package dev.mortise.testkit.model;

import dev.mortise.posix.Name;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One component of a path: the bytes and, to find them quickly, their hash. */
final class Component {

    /** Keys below are the places of {@code .} and {@code ..} in a listing. */
    static final long FIRST_KEY = 2;

    static final Component DOT = new Component(new byte[] {'.'}, 1);
    static final Component DOT_DOT = new Component(new byte[] {'.', '.'}, 2);

    private final byte[] bytes;
    private final long key;
    private final int dots;

    private Component(byte[] bytes, int dots) {
        this.bytes = bytes;
        this.dots = dots;
        this.key = Math.max(FIRST_KEY, Mix.of(bytes) >>> 2);
    }

    static Component of(byte[] bytes) {
        boolean dots = bytes.length <= 2 && bytes[0] == '.' && bytes[bytes.length - 1] == '.';
        if (dots) {
            return bytes.length == 1 ? DOT : DOT_DOT;
        }
        return new Component(bytes, 0);
    }

    /** The name of something that is no file. */
    static Component ofAttribute(byte[] bytes) {
        return new Component(bytes, 0);
    }

    /** Not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** Where it stands in a directory: from {@link #FIRST_KEY} up, never the last long, the same for equal names. */
    long key() {
        return key;
    }

    boolean isTooLong() {
        return bytes.length > Name.MAX_BYTES;
    }

    boolean isDot() {
        return dots == 1;
    }

    boolean isDotDot() {
        return dots == 2;
    }

    /** One of the two names that every directory has; no entry is made or removed under them. */
    boolean isDots() {
        return dots > 0;
    }

    int compareTo(Component other) {
        int byKey = Long.compare(key, other.key);
        return byKey != 0 ? byKey : Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Component that && key == that.key && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(key);
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
