package dev.mortise.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The environment as this process was given it, byte for byte: the JVM's own copy went through the locale. */
final class Environment {

    private static final Path GIVEN = Path.of("/proc/self/environ");

    /** Where the launcher keeps the caller's locale if it had to choose another one for the JVM: {@code =VALUE}, or nothing. */
    private static final String CALLERS_LOCALE = "MORTISE_LC_ALL";

    private final List<String> entries;

    private Environment(List<String> entries) {
        this.entries = entries;
    }

    static Environment given() throws IOException {
        return of(Files.readAllBytes(GIVEN));
    }

    static Environment of(byte[] closed) {
        List<String> entries =
                new ArrayList<>(Words.split(closed).stream().map(Words::string).toList());
        Environment given = new Environment(entries);
        String locale = given.get(CALLERS_LOCALE);
        if (locale != null) {
            entries.removeIf(entry -> isOf(CALLERS_LOCALE, entry) || isOf("LC_ALL", entry));
            if (!locale.isEmpty()) {
                entries.add("LC_ALL" + locale);
            }
        }
        return given;
    }

    @Nullable
    String get(String name) {
        return entries.stream()
                .filter(entry -> isOf(name, entry))
                .findFirst()
                .map(entry -> entry.substring(name.length() + 1))
                .orElse(null);
    }

    private static boolean isOf(String name, String entry) {
        return entry.startsWith(name + "=");
    }

    byte[][] terminated() {
        return entries.stream().map(Words::bytes).map(Words::terminated).toArray(byte[][]::new);
    }
}
