package dev.mortise.testkit.model;

import java.util.Arrays;

/** What was written into a pipe and not yet read. */
record Pipe(Bytes waiting) implements Body {

    static final int CAPACITY = 64 * 1024;

    /** A write up to this length goes in whole or not at all. */
    static final int ATOMIC = 4096;

    static Pipe empty() {
        return new Pipe(Bytes.owning(new byte[0]));
    }

    /** As {@code stat} tells it. */
    @Override
    public long size() {
        return 0;
    }

    @Override
    public long hash() {
        return Mix.of(waiting.array());
    }

    int room() {
        return CAPACITY - waiting.length();
    }

    Bytes first(int most) {
        return Bytes.copyOf(waiting.array(), 0, Math.min(most, waiting.length()));
    }

    Pipe without(int bytes) {
        return new Pipe(Bytes.copyOf(waiting.array(), bytes, waiting.length() - bytes));
    }

    Pipe with(byte[] bytes, int length) {
        byte[] joined = Arrays.copyOf(waiting.array(), waiting.length() + length);
        System.arraycopy(bytes, 0, joined, waiting.length(), length);
        return new Pipe(Bytes.owning(joined));
    }
}
