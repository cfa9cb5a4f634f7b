package dev.mortise.testkit.page;

/** The few elements that lanes are made of. */
final class Svg {

    private final StringBuilder out = new StringBuilder();

    void begin(String kind) {
        out.append("<g class=\"").append(kind).append("\">\n");
    }

    void beginLane(int lane, String letter) {
        begin("lane lane-" + lane + "\" data-actor=\"" + letter);
    }

    void end() {
        out.append("</g>\n");
    }

    void rect(String kind, int x, int y, int width, int height) {
        tag("rect", kind);
        attribute("x", x);
        attribute("y", y);
        attribute("width", width);
        attribute("height", height);
        out.append("/>\n");
    }

    /** From top to bottom. */
    void line(String kind, int x, int from, int to) {
        tag("line", kind);
        attribute("x1", x);
        attribute("y1", from);
        attribute("x2", x);
        attribute("y2", to);
        out.append("/>\n");
    }

    void text(String kind, int x, int y, String text) {
        tag("text", kind);
        attribute("x", x);
        attribute("y", y);
        out.append('>').append(Markup.text(text)).append("</text>\n");
    }

    void mark(Mark mark, int x, int y) {
        out.append(Shapes.of(mark, x, y)).append('\n');
    }

    private void tag(String name, String kind) {
        out.append('<').append(name).append(" class=\"").append(kind).append('"');
    }

    private void attribute(String name, int value) {
        out.append(' ').append(name).append("=\"").append(value).append('"');
    }

    /** All of it, in a drawing of this size. */
    String drawing(int width, int height) {
        return "<svg width=\"" + width + "\" height=\"" + height + "\" viewBox=\"0 0 " + width + ' ' + height
                + "\" role=\"group\">\n" + out + "</svg>\n";
    }
}
