package dev.mortise.cli;

import dev.mortise.testkit.Violation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The file for the page of a violation: all of it is there, or what was there before. */
final class HtmlFile {

    private final String name;
    private final Path file;
    private final Path directory;

    /**
     * Refuses at once what could not be written when the search is over.
     *
     * @param word as it was given
     */
    HtmlFile(String word) {
        String absolute = word.startsWith("/") ? word : AbsolutePath.below(System.getProperty("user.dir"), word);
        name = Words.printable(word);
        file = AbsolutePath.jdk(Words.bytes(absolute));
        directory = Objects.requireNonNullElse(file.getParent(), file);
        refuse(Files.isDirectory(file), "it is a directory");
        refuse(!Files.isDirectory(directory), "its directory is not there");
        refuse(!Files.isWritable(directory), "its directory may not be written to");
    }

    private void refuse(boolean hopeless, String why) {
        if (hopeless) {
            throw new Refusal(Exit.CANNOT_OPEN, sentence(why));
        }
    }

    private String sentence(String why) {
        return "the page cannot be written to '" + name + "': " + why;
    }

    /**
     * Writes it beside its place and moves it there, if a law was broken.
     *
     * @return what was done, in a sentence
     */
    String write(@Nullable Violation violation) {
        if (violation == null) {
            return "no law was broken: no page was written to '" + name + "'";
        }
        try {
            Path draft = Files.createTempFile(directory, ".mortise-page-", "");
            try {
                Files.writeString(draft, violation.page(), StandardCharsets.UTF_8);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new Refusal(Exit.IO_ERROR, sentence(why(e)));
        }
        return "page: " + name;
    }

    private static String why(IOException e) {
        String reason = e instanceof FileSystemException failure ? failure.getReason() : null;
        return Objects.requireNonNullElseGet(reason, () -> e.getClass().getSimpleName());
    }
}
