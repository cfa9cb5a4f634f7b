package dev.mortise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code KernelLock} beside C and the JDK: in one process and between processes. */
final class KernelLockPage implements Page {

    /** The page's name; a colon and the name of a chapter make a page of that alone. */
    static final String NAME = "kernel-lock";

    private static final String OF_CHAPTER = NAME + ":";

    private final List<Chapter> chapters;
    private final Path folder;

    private KernelLockPage(List<Chapter> chapters, Path folder) {
        this.chapters = chapters;
        this.folder = folder;
    }

    static boolean isNamed(String name) {
        return name.equals(NAME) || name.startsWith(OF_CHAPTER);
    }

    /** The whole page, or one chapter of it. */
    static KernelLockPage of(String name, Jmh jmh, Pace pace, Path folder) throws IOException {
        Map<String, Chapter> chapters = new LinkedHashMap<>();
        chapters.put("calls", new CallsChapter(jmh, pace));
        chapters.put("threads", new ThreadsChapter(pace));
        chapters.put("handoff", new HandoffChapter(pace));
        chapters.put("processes", new CrowdChapter(pace));
        chapters.put("virtual", new VirtualChapter(pace));
        if (name.equals(NAME)) {
            return new KernelLockPage(List.copyOf(chapters.values()), folder);
        }
        Chapter one = chapters.get(name.substring(OF_CHAPTER.length()));
        if (one == null) {
            throw new IllegalArgumentException("there is no page " + name);
        }
        return new KernelLockPage(List.of(one), folder);
    }

    @Override
    public void measure(int round) throws Exception {
        for (Chapter chapter : chapters) {
            chapter.measure(round);
        }
        Files.writeString(folder.resolve(NAME + ".json"), json());
    }

    private String json() {
        return chapters.stream()
                .flatMap(chapter -> chapter.tables().entrySet().stream())
                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue().json())
                .collect(Collectors.joining(",\n", "{", "}\n"));
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("# KernelLock");
        lines.add("");
        lines.add(
                "Absolute times are noise on a shared machine; the ratios were taken within each round. A cell is the median of the "
                        + "rounds, and from the least to the greatest of them.");
        for (Chapter chapter : chapters) {
            lines.add("");
            lines.addAll(chapter.lines());
        }
        return lines;
    }

    @Override
    public List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        conditions.add("Each round runs every contender in turn, in processes of its own");
        chapters.forEach(chapter -> conditions.addAll(chapter.conditions()));
        return conditions;
    }
}
