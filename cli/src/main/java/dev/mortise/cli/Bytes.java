package dev.mortise.cli;

import dev.mortise.Mortise;
import dev.mortise.RangeLock;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What {@code --range} takes: bytes of a file, as {@code START:LENGTH}. */
final class Bytes {

    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,19}):(\\d{1,19})");

    private Bytes() {}

    static RangeLock lock(Mortise mortise, Path path, String bytes, CommandLine line) {
        Matcher numbers = NUMBERS.matcher(bytes);
        if (!numbers.matches()) {
            throw new ParameterException(line, "--range takes START:LENGTH, two numbers of bytes, not '" + bytes + "'");
        }
        try {
            return mortise.rangeLock(path, Long.parseLong(numbers.group(1)), Long.parseLong(numbers.group(2)));
        } catch (NumberFormatException e) {
            throw new ParameterException(line, "--range takes numbers below 2^62, not '" + bytes + "'");
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line, "--range: " + e.getMessage());
        }
    }
}
