package dev.mortise.owner;

import dev.mortise.posix.Printable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * Format 2 of a label: lines of a key, a space and a value, the first of them {@code mortise-label 2}, the last the CRC-32C of all bytes
 * before it. A value is UTF-8 in which everything but printable ASCII, and the percent sign, is escaped as {@code %0A}.
 *
 * <p>What was torn shows itself: it has no checksum line, or a wrong one. {@code docs/protocols.md} has the whole format.
 */
public final class LabelFormat {

    /** No label is longer. */
    public static final int MOST_BYTES = 4096;

    static final String TITLE = "mortise-label";
    static final String VERSION = "2";
    static final String CHECKSUM = "checksum";

    private static final String BEGINNING = TITLE + " ";
    private static final int CHECKSUM_LINE = CHECKSUM.length() + 1 + 8 + 1;
    private static final int BEGINNING_SHOWN = 40;

    private LabelFormat() {}

    /**
     * Writes a label.
     *
     * @param label to be written
     * @return its bytes
     * @throws IllegalArgumentException if it would be longer than {@link #MOST_BYTES}
     */
    public static byte[] write(Label label) {
        StringBuilder text = new StringBuilder();
        LabelLines.of(
                label,
                (key, value) ->
                        text.append(key).append(' ').append(escape(value)).append('\n'));
        byte[] body = text.toString().getBytes(StandardCharsets.US_ASCII);
        text.append(CHECKSUM).append(' ').append(checksum(body, body.length)).append('\n');
        byte[] whole = text.toString().getBytes(StandardCharsets.US_ASCII);
        if (whole.length > MOST_BYTES) {
            throw new IllegalArgumentException("a label has at most " + MOST_BYTES + " bytes, this one " + whole.length
                    + "; describe the operation in fewer words");
        }
        return whole;
    }

    /**
     * Reads what may be a label.
     *
     * @param bytes anything
     * @return what it is
     */
    public static LabelReading read(byte[] bytes) {
        if (bytes.length == 0) {
            return LabelReading.empty();
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!text.startsWith(BEGINNING)) {
            return BEGINNING.startsWith(text) ? LabelReading.illegible("it ends in its first word") : foreign(bytes);
        }
        String version = text.substring(BEGINNING.length(), lineEnd(text, BEGINNING.length()));
        if (!version.equals(VERSION)) {
            return isNewer(version)
                    ? LabelReading.newer(version)
                    : LabelReading.illegible("its format is '" + Printable.of(version) + "'");
        }
        return readBody(bytes, text);
    }

    private static LabelReading readBody(byte[] bytes, String text) {
        if (bytes.length > MOST_BYTES) {
            return LabelReading.illegible("it has more than " + MOST_BYTES + " bytes");
        }
        int body = bytes.length - CHECKSUM_LINE;
        boolean ends = body > 0 && text.startsWith("\n" + CHECKSUM + " ", body - 1) && text.endsWith("\n");
        if (!ends) {
            return LabelReading.illegible("it ends without its checksum");
        }
        String recorded = text.substring(bytes.length - 9, bytes.length - 1);
        if (!recorded.equals(checksum(bytes, body))) {
            return LabelReading.illegible("its checksum does not match");
        }
        try {
            LabelLines lines = new LabelLines();
            for (int at = lineEnd(text, 0) + 1; at < body; at = lineEnd(text, at) + 1) {
                add(lines, text.substring(at, lineEnd(text, at)));
            }
            return LabelReading.legible(lines.label());
        } catch (IllegalArgumentException e) {
            return LabelReading.illegible(Printable.of(String.valueOf(e.getMessage())));
        }
    }

    private static void add(LabelLines lines, String line) {
        int space = line.indexOf(' ');
        if (space < 1) {
            throw new IllegalArgumentException("a line has no key: '" + line + "'");
        }
        lines.add(line.substring(0, space), unescape(line.substring(space + 1)));
    }

    private static int lineEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private static boolean isNewer(String version) {
        boolean number = version.length() <= 9 && version.matches("[1-9][0-9]*");
        return number && Integer.parseInt(version) > Integer.parseInt(VERSION);
    }

    private static LabelReading foreign(byte[] bytes) {
        int shown = Math.min(bytes.length, BEGINNING_SHOWN);
        return LabelReading.foreign(Printable.of(new String(bytes, 0, shown, StandardCharsets.UTF_8)));
    }

    private static String checksum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }

    private static boolean isPlain(int b) {
        return b >= ' ' && b < 0x7f && b != '%';
    }

    private static String escape(String value) {
        StringBuilder out = new StringBuilder(value.length());
        for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(each)) {
                out.append((char) each);
            } else {
                out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
            }
        }
        return out.toString();
    }

    private static String unescape(String value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (isPlain(c)) {
                bytes.write(c);
            } else if (c == '%' && i + 2 < value.length()) {
                bytes.write(HexFormat.fromHexDigits(value, i + 1, i + 3));
                i += 2;
            } else {
                throw new IllegalArgumentException("a value is not escaped: '" + value + "'");
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Where the lines of a label go. */
    @FunctionalInterface
    interface Lines {

        /** One more. */
        void add(String key, String value);
    }
}
