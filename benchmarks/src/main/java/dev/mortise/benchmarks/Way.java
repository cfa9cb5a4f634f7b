package dev.mortise.benchmarks;

import java.util.List;

/**
 * A way to wait for a lock in Java: whose lock, on what thread, and with what options of the JVM.
 *
 * @param title for the page
 */
record Way(String title, Peer peer, ThreadKind threads, List<String> options) {

    /** A platform thread at the head of the queue blocks in the kernel itself. */
    static final Way PLATFORM = new Way("Mortise, platform threads", Peer.MORTISE, ThreadKind.PLATFORM, List.of());

    /** Where no signal may be used a doorman blocks for it. */
    static final Way DOORMAN = new Way(
            "Mortise, platform threads, `-Dmortise.kick=off`",
            Peer.MORTISE,
            ThreadKind.PLATFORM,
            List.of("-Dmortise.kick=off"));

    /** A doorman blocks, the virtual thread parks. */
    static final Way VIRTUAL = new Way("Mortise, virtual threads", Peer.MORTISE, ThreadKind.VIRTUAL, List.of());

    static final Way CHANNEL = new Way("FileChannel.lock", Peer.CHANNEL, ThreadKind.PLATFORM, List.of());

    /** All ways of Mortise that this JVM has. */
    static List<Way> ofMortise() {
        return List.of(PLATFORM, DOORMAN, VIRTUAL).stream()
                .filter(way -> way.threads().isHere())
                .toList();
    }
}
