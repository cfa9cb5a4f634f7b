package dev.mortise.testkit.page;

/** Text between tags and in attributes. */
final class Markup {

    /** Where Unicode has a picture of each control character. */
    private static final int PICTURES = 0x2400;

    private Markup() {}

    /** The same text, none of it taken for a tag, and nothing of it invisible. */
    static String text(String plain) {
        StringBuilder out = new StringBuilder(plain.length() + 16);
        plain.chars().forEach(c -> append(out, (char) c));
        return out.toString();
    }

    private static void append(StringBuilder out, char c) {
        switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            default -> out.append(c < ' ' ? (char) (PICTURES + c) : c);
        }
    }
}
