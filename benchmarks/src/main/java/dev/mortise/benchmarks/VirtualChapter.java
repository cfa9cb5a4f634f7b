package dev.mortise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A multitude of virtual threads that wait, while others go on. */
final class VirtualChapter implements Chapter {

    private static final String ONE_LOCK = "Mortise, one lock";
    private static final String MANY_FILES = "Mortise, as many files";
    private static final String CHANNELS = "FileChannel.lock, as many files";

    private final Table table = new Table(
            new Table.Column("waiters", 0),
            new Table.Column("ticks/s of others before", 0),
            new Table.Column("ticks/s meanwhile", 0),
            new Table.Column("threads of the process", 0),
            new Table.Column("pinned", 0),
            new Table.Column("ms until all were through", 0));
    private final Pace pace;

    VirtualChapter(Pace pace) {
        this.pace = pace;
    }

    @Override
    public void measure(int round) throws IOException, InterruptedException {
        if (ThreadKind.VIRTUAL.isHere()) {
            measure(ONE_LOCK, Peer.MORTISE, 1, pace.virtualThreads());
            measure(MANY_FILES, Peer.MORTISE, pace.files(), pace.files());
            measure(CHANNELS, Peer.CHANNEL, pace.files(), pace.files());
        }
    }

    private void measure(String title, Peer peer, int count, int waiters) throws IOException, InterruptedException {
        Path folder = LockFile.createFolder();
        List<Path> files =
                IntStream.range(0, count).mapToObj(LockFile.in(folder)).toList();
        try (Holder holder = Holder.of(peer, files);
                Child child = new Child(Child.java(Multitude.class, List.of(), peer, folder, waiters, pace.millis()))) {
            child.awaitReady();
            holder.release();
            child.go();
            double[] numbers = child.endWithNumbers();
            table.add(title, waiters, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
        } finally {
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(folder);
        }
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("## A multitude of virtual threads");
        lines.add("");
        lines.add(
                "Another process holds what they wait for. Four more virtual threads sleep for a millisecond and count, again "
                        + "and again. Then all is let go. Pinned is who keeps its carrier while it waits; that the first ones wait for classes that "
                        + "are being loaded does not count.");
        lines.add("");
        lines.addAll(table.lines(List.of()));
        return lines;
    }

    @Override
    public List<String> conditions() {
        return ThreadKind.VIRTUAL.isHere()
                ? List.of()
                : List.of("Virtual threads are left out: this Java has none, 21 and newer have");
    }

    @Override
    public Map<String, Table> tables() {
        Map<String, Table> named = new LinkedHashMap<>();
        named.put("multitude", table);
        return named;
    }
}
