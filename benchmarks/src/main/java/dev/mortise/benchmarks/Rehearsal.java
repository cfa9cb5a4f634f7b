package dev.mortise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Thousands of hand-offs before anything is counted, between two threads with a description each, on a file of their own: in a program
 * that runs for hours the compilers have seen the waiting, in one that waits a hundred times a second for four seconds they have not.
 */
final class Rehearsal {

    private static final int VISITS = 6_000;

    private Rehearsal() {}

    /** Nothing happens with locks that two threads of one process cannot wait for. */
    static void of(Peer peer, ThreadKind threads) throws IOException, InterruptedException {
        Path own = LockFile.create();
        Peer.Section other = peer.openBeside(own);
        if (other != null) {
            play(threads, List.of(peer.open(own), other));
        }
        Files.delete(own);
    }

    private static void play(ThreadKind threads, List<Peer.Section> sections) throws IOException, InterruptedException {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        List<Thread> players = new ArrayList<>();
        for (Peer.Section section : sections) {
            players.add(threads.start(() -> visitAgainAndAgain(section, failure)));
        }
        for (Thread player : players) {
            player.join();
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw new IOException("the rehearsal failed", failed);
        }
    }

    private static void visitAgainAndAgain(Peer.Section section, AtomicReference<@Nullable Exception> failure) {
        try {
            for (int i = 0; i < VISITS; i++) {
                section.visit(Rehearsal::letTheOtherCome);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            failure.set(e);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // nothing is measured here
    private static void letTheOtherCome() {
        Thread.yield();
    }
}
