package dev.mortise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The same locks in C, {@code native/twin}: the speed of light for processes that contend. */
final class Twin {

    private Twin() {}

    /** Whether it was built; without a C compiler it is left out. */
    static boolean isBuilt() {
        return Files.isExecutable(program());
    }

    static List<String> command(Object... arguments) {
        List<String> command = new ArrayList<>(List.of(program().toString()));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        return command;
    }

    /** Runs it to its end, and answers its JSON. */
    static String run(Object... arguments) throws IOException, InterruptedException {
        return new Child(command(arguments)).end();
    }

    /** A number of its JSON: the one that follows these names, each within the one before. */
    static double number(String json, String... names) {
        int at = 0;
        for (String name : names) {
            int found = json.indexOf('"' + name + "\":", at);
            if (found < 0) {
                throw new IllegalArgumentException("no " + String.join(".", names) + " in " + json);
            }
            at = found + name.length() + 3;
        }
        Matcher number = Pattern.compile("-?[0-9.]+").matcher(json);
        if (!number.find(at)) {
            throw new IllegalArgumentException("no number at " + String.join(".", names) + " in " + json);
        }
        return Double.parseDouble(number.group());
    }

    private static Path program() {
        return CLoop.directory().resolve("twin");
    }
}
