package dev.mortise.testkit.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The whole page: what went wrong, in words; the lanes; and how to see it again. */
public final class Page {

    private final Story story;
    private final StringBuilder out = new StringBuilder();

    private Page(Story story) {
        this.story = story;
    }

    /**
     * Writes the page.
     *
     * @param story what it tells
     * @return HTML that refers to nothing outside of itself
     */
    public static String of(Story story) {
        return new Page(story).write();
    }

    private String write() {
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        element("title", story.name() + ": " + story.headline());
        out.append("<style>\n").append(Style.CSS).append("</style>\n</head>\n<body>\n<main>\n");
        writeHead();
        writeEvents();
        writeLanes();
        writeSchedule();
        return out.append("</main>\n</body>\n</html>\n").toString();
    }

    private void writeHead() {
        out.append("<header>\n");
        String eyebrow = "Found in " + story.name() + ", by trying the orders in which its calls can happen";
        element("p class=\"eyebrow\"", eyebrow);
        element("h1", story.headline());
        element("p class=\"lead\"", story.explanation());
        out.append("<dl>\n");
        for (Story.Fact fact : story.facts()) {
            out.append("<div>");
            element("dt", fact.name());
            element("dd", fact.value());
            out.append("</div>\n");
        }
        out.append("</dl>\n</header>\n");
    }

    private void writeEvents() {
        out.append("<section>\n<h2>In short</h2>\n<ol class=\"events\">\n");
        for (Event event : Event.of(story)) {
            out.append("<li><span class=\"when\">")
                    .append(Markup.text(event.when()))
                    .append("</span> <span>");
            out.append(Markup.text(event.what())).append("</span></li>\n");
        }
        out.append("</ol>\n</section>\n");
    }

    private void writeLanes() {
        out.append("<section>\n<h2>Step by step</h2>\n");
        out.append(
                        "<p>Time runs from top to bottom. Each row is one call to the kernel, in the order in which the kernel")
                .append(
                        " took them. Each lane is one process, or a thread if another lane has the same pid; the last lane is the")
                .append(" disk, described where it changes.")
                .append("</p>\n");
        writeLegend();
        out.append("<div class=\"scroll\" tabindex=\"0\">\n");
        out.append(new Lanes(story).draw()).append("</div>\n</section>\n");
    }

    private void writeLegend() {
        out.append("<ul class=\"legend\">\n");
        for (Mark mark : used()) {
            legend(Shapes.of(mark, 10, 10), mark.meaning());
        }
        bar("inside", 10, "inside: it believes that it has the lock", place -> place.standing() == Standing.INSIDE);
        bar("shared", 10, "inside, together with others", place -> place.standing() == Standing.SHARED);
        bar("locked", 18, "the kernel keeps a lock for it", Place::locked);
        out.append("</ul>\n");
    }

    private void bar(String kind, int width, String meaning, Predicate<Place> where) {
        if (anywhere(where)) {
            String left = "\" x=\"" + (10 - width / 2);
            legend("<rect class=\"" + kind + left + "\" y=\"0\" width=\"" + width + "\" height=\"20\"/>", meaning);
        }
    }

    private List<Mark> used() {
        List<Mark> used = new ArrayList<>();
        for (Mark mark : Mark.values()) {
            boolean here = story.moments().stream().anyMatch(moment -> moment.mark() == mark);
            boolean waits =
                    mark == Mark.WAIT && anywhere(place -> !place.waits().isEmpty());
            if (here || waits) {
                used.add(mark);
            }
        }
        return used;
    }

    private boolean anywhere(Predicate<Place> what) {
        return story.moments().stream()
                .anyMatch(moment -> moment.places().stream().anyMatch(what));
    }

    private void legend(String drawing, String meaning) {
        out.append("<li><svg width=\"20\" height=\"20\" viewBox=\"0 0 20 20\" aria-hidden=\"true\">");
        out.append(drawing).append("</svg> ").append(Markup.text(meaning)).append("</li>\n");
    }

    private void writeSchedule() {
        out.append("<section>\n<h2>See it again</h2>\n");
        out.append("<p>The same steps are played with the real code by this command; a click selects all of it.</p>\n");
        element("pre", "mortise prove --replay '" + story.schedule() + "'");
        out.append("</section>\n");
    }

    private void element(String tag, String text) {
        out.append('<').append(tag).append('>').append(Markup.text(text));
        out.append("</").append(tag.replaceFirst(" .*", "")).append(">\n");
    }
}
