package dev.mortise.testkit;

/** Mixes two words into one whose bits all depend on all of theirs. */
final class Mix {

    private Mix() {}

    static long of(long a, long b) {
        long x = a * 0x9E3779B97F4A7C15L + b;
        x ^= x >>> 32;
        x *= 0xD6E8FEB86659FD93L;
        x ^= x >>> 29;
        x *= 0xC2B2AE3D27D4EB4FL;
        return x ^ x >>> 32;
    }
}
