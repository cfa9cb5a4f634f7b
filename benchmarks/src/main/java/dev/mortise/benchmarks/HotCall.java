package dev.mortise.benchmarks;

/**
 * The calls that a lock makes again and again. Each is a benchmark of that name in {@link PortCalls} and {@link CCalls}, and
 * in {@link JdkCalls} if the JDK has something to put beside it.
 */
enum HotCall {
    FLOCK_PAIR("flockPair", "`flock` exclusive without waiting, then unlock", "`FileChannel.tryLock`, `release`"),
    OFD_LOCK_PAIR("ofdLockPair", "OFD lock of one byte, then unlock", "`FileChannel.tryLock` of one byte, `release`"),
    OFD_PROBE("ofdProbe", "`F_OFD_GETLK` of one byte", ""),
    FSTAT("fstat", "`fstat`", "`FileChannel.size`, which is an `fstat` that tells one number"),
    STATX("statx", "`statx` of one name below an open directory", "`Files.readAttributes` of the whole path"),
    PREAD_64("pread64", "`pread` of 64 B", "`FileChannel.read` into a wrapped array"),
    PWRITE_64("pwrite64", "`pwrite` of 64 B over what is there", "`FileChannel.write` of a wrapped array"),
    PREAD_4K("pread4K", "`pread` of 4 KiB", "as for 64 B"),
    PWRITE_4K("pwrite4K", "`pwrite` of 4 KiB over what is there", "as for 64 B"),
    MONOTONIC_NANOS("monotonicNanos", "`clock_gettime(CLOCK_MONOTONIC)`", "`System.nanoTime`"),
    BOOT_NANOS("bootNanos", "`clock_gettime(CLOCK_BOOTTIME)`", ""),
    REALTIME_NANOS("realtimeNanos", "`clock_gettime(CLOCK_REALTIME)`", "`Instant.now`"),
    GETPID("getpid", "`getpid`: what a call costs that does nothing", ""),
    OPEN_CLOSE_PAIR(
            "openClosePair", "`openat` of one name below an open directory, `close`", "`FileChannel.open`, `close`");

    private final String method;
    private final String work;
    private final String peer;

    HotCall(String method, String work, String peer) {
        this.method = method;
        this.work = work;
        this.peer = peer;
    }

    /** The benchmark's name. */
    String method() {
        return method;
    }

    /** What one operation does, in Markdown. */
    String work() {
        return work;
    }

    /** The JDK's equivalent, in Markdown. */
    String peer() {
        return hasPeer() ? peer : "-";
    }

    boolean hasPeer() {
        return !peer.isEmpty();
    }
}
