package dev.mortise.posix;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Text for people: what is not printable is escaped, so that no terminal obeys it and no line of a log is forged. */
public final class Printable {

    private Printable() {}

    /**
     * Escapes what is not printable as <code>\\u{a}</code>.
     *
     * @param text anybody's
     * @return one line
     */
    public static String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> appendPrintable(out, c));
        return out.toString();
    }

    /** Bytes, with or without their closing NUL. */
    static String of(byte[] bytes) {
        int length = bytes.length > 0 && bytes[bytes.length - 1] == 0 ? bytes.length - 1 : bytes.length;
        try {
            return of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            StringBuilder out = new StringBuilder(length);
            for (int i = 0; i < length; i++) {
                appendByte(out, bytes[i]);
            }
            return out.toString();
        }
    }

    private static void appendPrintable(StringBuilder out, int codePoint) {
        if (isPlain(codePoint)) {
            out.appendCodePoint(codePoint);
        } else {
            out.append(String.format(Locale.ROOT, "\\u{%x}", codePoint));
        }
    }

    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static void appendByte(StringBuilder out, byte b) {
        if (b >= ' ' && b < 0x7f) {
            out.append((char) b);
        } else {
            out.append(String.format(Locale.ROOT, "\\x%02x", b));
        }
    }
}
