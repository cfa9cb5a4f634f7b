package dev.mortise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A JDK that programs are started with.
 *
 * @param home where it lies
 * @param version such as {@code 17.0.15}
 */
record Jdk(Path home, String version) {

    private static final String VERSION = "JAVA_VERSION=";
    private static final int OLDEST_FOR_FFM = 22;

    static Jdk at(Path home) throws IOException {
        try (var lines = Files.lines(home.resolve("release"))) {
            return lines.filter(line -> line.startsWith(VERSION))
                    .map(line -> line.substring(VERSION.length()).replace("\"", ""))
                    .map(version -> new Jdk(home, version))
                    .findFirst()
                    .orElseThrow(() -> new IOException(home + " does not tell its version"));
        }
    }

    int feature() {
        return Runtime.Version.parse(version).feature();
    }

    Path java() {
        return home.resolve("bin").resolve("java");
    }

    /** One sentence for each kind of JDK that is not there. */
    static List<String> absences(List<Jdk> jdks) {
        List<String> absences = new ArrayList<>();
        if (hasNone(jdks, feature -> feature >= OLDEST_FOR_FFM)) {
            absences.add("Java " + OLDEST_FOR_FFM + " and newer is left out: none was found");
        }
        if (hasNone(jdks, feature -> feature < OLDEST_FOR_FFM)) {
            absences.add("Java below " + OLDEST_FOR_FFM + " is left out: none was found");
        }
        return absences;
    }

    private static boolean hasNone(List<Jdk> jdks, IntPredicate kind) {
        return jdks.stream().mapToInt(Jdk::feature).noneMatch(kind);
    }
}
