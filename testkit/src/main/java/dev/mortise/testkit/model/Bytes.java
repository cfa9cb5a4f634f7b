package dev.mortise.testkit.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes as a value. */
final class Bytes {

    private static final int MOST_SHOWN = 40;

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes over an array that nobody changes any more. */
    static Bytes owning(byte[] bytes) {
        return new Bytes(bytes);
    }

    static Bytes copyOf(byte[] buffer, int from, int length) {
        return new Bytes(Arrays.copyOfRange(buffer, from, from + length));
    }

    Bytes first(int count) {
        return copyOf(bytes, 0, count);
    }

    int length() {
        return bytes.length;
    }

    /** Not to be changed. */
    byte[] array() {
        return bytes;
    }

    void copyTo(byte[] buffer, int from) {
        System.arraycopy(bytes, 0, buffer, from, bytes.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** For timelines: quoted, cut when long, and nothing that a terminal would obey. */
    @Override
    public String toString() {
        int shown = Math.min(bytes.length, MOST_SHOWN);
        StringBuilder text = new StringBuilder("\"");
        for (char c : new String(bytes, 0, shown, StandardCharsets.ISO_8859_1).toCharArray()) {
            text.append(c >= ' ' && c < 0x7f ? c : c == '\n' ? '|' : '?');
        }
        text.append('"');
        return shown < bytes.length ? text + "… " + bytes.length + " bytes" : text.toString();
    }
}
