package dev.mortise.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The words of the command line as they were given, whatever the locale.
 *
 * <p>The JVM decodes its arguments by the locale, and what that cannot express is lost: under {@code LC_ALL=C} a directory
 * {@code ä} arrives as two question marks. The kernel still has the bytes, and they are read from there. A word is then a
 * string in which each byte that is not UTF-8 stands as a lone surrogate, {@code U+DC00} plus the byte, so that it can be
 * turned back into the very same bytes.
 */
final class Words {

    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final int ESCAPE = 0xDC00;
    private static final int LONGEST_SEQUENCE = 4;

    private Words() {}

    /** The same words, from the kernel; those of the JVM where the two do not agree, as with an argument file. */
    static String[] asGiven(String[] decoded) {
        try {
            return asGiven(decoded, Files.readAllBytes(COMMAND_LINE));
        } catch (IOException e) {
            return decoded;
        }
    }

    static String[] asGiven(String[] decoded, byte[] commandLine) {
        List<byte[]> all = split(commandLine);
        int first = all.size() - decoded.length;
        if (first < 1) {
            return decoded;
        }
        String[] given = new String[decoded.length];
        for (int i = 0; i < given.length; i++) {
            given[i] = string(all.get(first + i));
            if (isAscii(given[i]) != isAscii(decoded[i]) || (isAscii(given[i]) && !given[i].equals(decoded[i]))) {
                return decoded;
            }
        }
        return given;
    }

    /** What the kernel keeps of a process's words and of its environment: each closed by a NUL. */
    static List<byte[]> split(byte[] closed) {
        List<byte[]> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < closed.length; i++) {
            if (closed[i] == 0) {
                words.add(Arrays.copyOfRange(closed, start, i));
                start = i + 1;
            }
        }
        return words;
    }

    private static boolean isAscii(String word) {
        return word.chars().allMatch(c -> c < 0x80);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Bytes and back
    // ---------------------------------------------------------------------------------------------------------------

    /** UTF-8 where it is that, escapes elsewhere. */
    static String string(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < bytes.length) {
            int length = sequenceAt(bytes, at);
            if (length == 0) {
                out.append((char) (ESCAPE + (bytes[at] & 0xff)));
            } else {
                out.append(new String(bytes, at, length, StandardCharsets.UTF_8));
            }
            at += Math.max(length, 1);
        }
        return out.toString();
    }

    /** How many bytes from here are one character, 0 if none are. */
    private static int sequenceAt(byte[] bytes, int at) {
        for (int length = 1; length <= LONGEST_SEQUENCE && at + length <= bytes.length; length++) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length));
                return length;
            } catch (CharacterCodingException e) {
                // Too short as yet, or never a character.
            }
        }
        return 0;
    }

    /** The bytes that {@link #string} was made of. */
    static byte[] bytes(String word) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        word.codePoints().forEach(c -> {
            if (isEscape(c)) {
                out.write(c - ESCAPE);
            } else {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        });
        return out.toByteArray();
    }

    /** As {@link dev.mortise.posix.Posix} takes names. */
    static byte[] terminated(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + 1);
    }

    private static boolean isEscape(int c) {
        return c >= ESCAPE + 0x80 && c <= ESCAPE + 0xff;
    }

    /** A word for people: bytes that are not UTF-8 as {@code \xff}, and nothing that a terminal would obey. */
    static String printable(String word) {
        StringBuilder out = new StringBuilder();
        word.codePoints().forEach(c -> {
            if (isEscape(c)) {
                out.append(String.format(Locale.ROOT, "\\x%02x", c - ESCAPE));
            } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                out.append(String.format(Locale.ROOT, "\\u{%x}", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
