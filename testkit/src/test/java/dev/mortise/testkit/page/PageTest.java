package dev.mortise.testkit.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.protocol.ReplaceProtocol;
import dev.mortise.testkit.DroppedCall;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Violation;
import dev.mortise.testkit.page.Browser.Sight;
import dev.mortise.testkit.proof.ReplaceProofs;
import dev.mortise.testkit.specimen.Specimen;
import dev.mortise.testkit.specimen.Specimens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of broken laws, as they are written and as a browser shows them. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PageTest {

    private static final Pattern LANE = Pattern.compile("<g class=\"lane lane-\\d\" data-actor=\"([A-H])\">");
    private static final int WIDE = 1280;
    private static final int NARROW = 400;
    private static final int HIGH = 1000;

    /** Fewer than letters have alone. */
    private static final int FEW_COLOURS = 20;

    private static final int OPAQUE = 0xFF000000;
    private static final int PAPER_BY_DAY = 0xFBFAF7;
    private static final int PAPER_BY_NIGHT = 0x14181F;
    private static final int A_BY_DAY = 0x0B5CAD;
    private static final int A_BY_NIGHT = 0x7DB7FF;

    @TempDir
    Path scratch;

    @ParameterizedTest
    @ValueSource(
            strings = {"rename-then-unlink", "gate-without-tick", "inherited-description", "bare-pid", "power-cut"})
    void aBrowserShowsALaneForEachProcessByDayAndByNight(String name) throws Exception {
        Violation violation = violation(name);
        Path page = Files.writeString(scratch.resolve(name + ".html"), violation.page());
        Sight day = new Browser(scratch).look(page, WIDE, HIGH, false);
        assertThat(lanes(day)).isEqualTo(actors(violation)).isNotEmpty();
        requireShown(day, PAPER_BY_DAY, A_BY_DAY);
        Sight night = new Browser(scratch).look(page, WIDE, HIGH, true);
        assertThat(lanes(night)).isEqualTo(lanes(day));
        requireShown(night, PAPER_BY_NIGHT, A_BY_NIGHT);
    }

    @Test
    void thereIsRoomForALaneOnAPhone() throws Exception {
        Path page = Files.writeString(
                scratch.resolve("page.html"), violation("rename-then-unlink").page());
        requireShown(new Browser(scratch).look(page, NARROW, 2 * HIGH, false), PAPER_BY_DAY, A_BY_DAY);
    }

    @Test
    void aPageWithNothingOnItIsNoticed() throws Exception {
        Path page = Files.writeString(scratch.resolve("empty.html"), "<!DOCTYPE html><title>nothing</title>");
        Sight sight = new Browser(scratch).look(page, WIDE, HIGH, false);
        assertThat(lanes(sight)).isEmpty();
        assertThat(sight.colours()).hasSize(1);
    }

    private static void requireShown(Sight sight, int paper, int lane) {
        assertThat(sight.colours()).contains(OPAQUE | paper, OPAQUE | lane).hasSizeGreaterThan(FEW_COLOURS);
    }

    /** Those at the head of the timeline. */
    private static List<String> actors(Violation violation) {
        String heads = violation.timeline().lines().findFirst().orElseThrow();
        return Pattern.compile("([A-H]) \\((?:pid|unborn)")
                .matcher(heads)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static List<String> lanes(Sight sight) {
        return LANE.matcher(sight.dom()).results().map(lane -> lane.group(1)).toList();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // As it is written
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void aPageRefersToNothingOutsideOfItself() {
        for (String name : List.of("check-then-create", "gate-without-tick", "bare-pid", "power-cut")) {
            assertThat(violation(name).page())
                    .doesNotContain("http", "//", "url(", "@import", "<script", "<link", "<img", "src=", "href=");
        }
    }

    @Test
    void eachStepIsOnItWithTheScheduleThatReplaysIt() {
        Violation violation = violation("rename-then-unlink");
        assertThat(violation.page())
                .contains(violation.schedule().toString(), "Two hold the lock at the same time", violation.message());
        for (String word : violation.schedule().actions()) {
            assertThat(violation.page()).contains(">" + word + "</text>");
        }
    }

    @Test
    void whatHappensHasAShapeOfItsOwn() {
        assertThat(violation("bare-pid").page()).contains("mark death", "mark birth", "A is killed", "B begins");
        assertThat(violation("gate-without-tick").page())
                .contains("mark wait", "class=\"waiting\"", "class=\"locked\"");
        assertThat(violation("rename-then-unlink").page()).contains("mark failure", "mark call", "class=\"inside\"");
        assertThat(violation("power-cut").page()).contains("mark power", "mark disk", "The power is cut");
    }

    @Test
    void textIsNeverTakenForMarkup() {
        Place place = new Place(Standing.INSIDE, true, "");
        Moment moment =
                new Moment("<b>", 0, Mark.CALL, "open(\"</svg><script>\")", "= '&\u0001", List.of(place), "<i>");
        Story story = new Story(
                "<n>",
                "<h>",
                "<e>",
                "<l>",
                List.of(new Story.Fact("<f>", "<v>")),
                "<s>",
                List.of("A<x>"),
                List.of(place),
                List.of(moment));
        String page = Page.of(story);
        Matcher planted = Pattern.compile("<(b|n|h|e|l|f|v|s|x|i|script)>").matcher(page);
        assertThat(planted.find()).isFalse();
        assertThat(page).contains("open(&quot;&lt;/svg&gt;&lt;script&gt;&quot;)", "&#39;&amp;\u2401");
    }

    @Test
    void whatIsBrokenFromTheStartHasLanesAsWell() {
        Story story = new Story(
                "name",
                "headline",
                "why",
                "the law",
                List.of(),
                "v1",
                List.of("A (pid 1)"),
                List.of(new Place(Standing.INSIDE, false, "")),
                List.of());
        assertThat(Page.of(story)).contains("data-actor=\"A\"", "In the end: the law");
    }

    private static Violation violation(String name) {
        return Objects.requireNonNull(scenario(name).exhaust().violation(), name);
    }

    private static Scenario scenario(String name) {
        return name.equals("power-cut") ? directoryNotForced() : specimen(name).scenario();
    }

    private static Specimen specimen(String name) {
        return Specimens.all().stream()
                .filter(specimen -> specimen.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Scenario directoryNotForced() {
        Scenario replacing = ReplaceProofs.replacing().processes(1).powerCuts(1, ReplaceProofs.afterwards());
        return DroppedCall.in(replacing, ReplaceProtocol.class, Duration.ofMinutes(1)).stream()
                .filter(call -> call.site().name().equals("forceDirectory:fsync"))
                .findFirst()
                .orElseThrow()
                .plantedIn(replacing, ReplaceProtocol.class);
    }
}
