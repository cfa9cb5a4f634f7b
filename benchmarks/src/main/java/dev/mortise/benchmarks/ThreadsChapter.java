package dev.mortise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Eight threads of one process that want one lock, and a peer of another process that wants it, too. */
final class ThreadsChapter implements Chapter {

    private static final int THREADS = 8;
    private static final String PEER_HOLD_NANOS = "1000";
    private static final String PEER_THINK_NANOS = "1000000";

    private static final Way NAIVE =
            new Way("one `flock` pair behind an unfair mutex", Peer.FLOCK_AND_MUTEX, ThreadKind.PLATFORM, List.of());
    private static final Way CHANNEL =
            new Way("FileChannel.lock in `synchronized`", Peer.CHANNEL_AND_MONITOR, ThreadKind.PLATFORM, List.of());

    private final Table table = new Table(
            new Table.Column("acquisitions/s", 0), new Table.Column("longest wait of a bare `flock` peer, ms", 1));
    private final Pace pace;

    ThreadsChapter(Pace pace) {
        this.pace = pace;
    }

    @Override
    public void measure(int round) throws IOException, InterruptedException {
        List<Way> ways = new ArrayList<>(Way.ofMortise());
        ways.addAll(List.of(NAIVE, CHANNEL));
        for (Way way : ways) {
            Path folder = LockFile.createFolder();
            Path file = LockFile.in(folder).apply(0);
            boolean meets = Twin.isBuilt() && way.peer() != Peer.CHANNEL_AND_MONITOR;
            table.add(way.title(), alone(way, file), meets ? besidePeer(way, file, folder) : Double.NaN);
            remove(folder);
        }
    }

    private double alone(Way way, Path file) throws IOException, InterruptedException {
        try (Child throng = new Child(throng(way, file, pace.millis()))) {
            return throng.endWithNumbers()[0];
        }
    }

    private double besidePeer(Way way, Path file, Path folder) throws IOException, InterruptedException {
        int seconds = Math.max(1, pace.millis() / 1000);
        try (Team team = new Team()) {
            Child throng = team.start(throng(way, file, 1000 * seconds + 1000));
            throng.awaitReady();
            Child peer = team.start(Twin.command(
                    "contend",
                    "--lock",
                    "kernel-bare",
                    "--file",
                    file,
                    "--ref",
                    folder.resolve("referee"),
                    "--seed",
                    1,
                    "--seconds",
                    seconds,
                    "--hold-ns",
                    PEER_HOLD_NANOS,
                    "--think-ns",
                    PEER_THINK_NANOS));
            String json = peer.end();
            throng.end();
            return Twin.number(json, "longestWaitNanos") / 1e6;
        }
    }

    private List<String> throng(Way way, Path file, int millis) {
        return Child.java(
                Throng.class, way.options(), way.peer(), way.threads(), file, THREADS, pace.warmUpMillis(), millis);
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("## Eight threads of one process");
        lines.add("");
        lines.add(
                "They do next to nothing inside. Then the same beside a process in C that asks for a bare `flock` once a "
                        + "millisecond; FileChannel's locks do not meet with it.");
        lines.add("");
        lines.addAll(table.lines(List.of(NAIVE.title(), CHANNEL.title())));
        return lines;
    }

    @Override
    public List<String> conditions() {
        return Twin.isBuilt() ? List.of() : List.of("The bare peer is left out: the C twin was not built");
    }

    @Override
    public Map<String, Table> tables() {
        return Map.of("threads", table);
    }
}
