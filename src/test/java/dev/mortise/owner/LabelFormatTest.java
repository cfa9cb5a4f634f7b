package dev.mortise.owner;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.owner.Label.Moment;
import dev.mortise.owner.Label.Purpose;
import dev.mortise.owner.Label.UnknownLine;
import dev.mortise.owner.LabelReading.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelFormatTest {

    private static final String TOKEN = "00112233445566778899aabbccddeeff";

    private static final Label FULL = new Label(
            TOKEN,
            new ProcessId(4711, 123_456, "3e9f4c1a-0000-4000-8000-0123456789ab", 4_026_531_836L, "web-1"),
            -2,
            new Moment(1_795_000_000_123_456_789L, 987_654_321L),
            new Purpose("apply %\n\u001b[31mä", "1.4.0", "/srv/app ", "nightly", List.of("src", "docs/a b"), true),
            List.of(new UnknownLine("later", "kept"), new UnknownLine("later", "twice")));

    private static final Label BARE =
            new Label(TOKEN, ProcessId.ofPid(1), 0, new Moment(0, 0), Purpose.none(), List.of());

    private static LabelReading read(String text) {
        return LabelFormat.read(text.getBytes(ISO_8859_1));
    }

    /** Lines without a checksum, with the one that belongs to them. */
    private static String summed(String lines) {
        CRC32C sum = new CRC32C();
        sum.update(lines.getBytes(US_ASCII));
        return lines + "checksum " + HexFormat.of().toHexDigits((int) sum.getValue()) + "\n";
    }

    private static String bare() {
        return new String(LabelFormat.write(BARE), US_ASCII);
    }

    @Test
    void whatIsWrittenIsRead() {
        for (Label label : List.of(FULL, BARE)) {
            LabelReading reading = LabelFormat.read(LabelFormat.write(label));
            assertThat(reading.kind()).as(reading.detail()).isEqualTo(Kind.LEGIBLE);
            assertThat(reading.label()).isEqualTo(label);
        }
    }

    @Test
    @DisplayName("a label is printable ASCII, one line for each thing, and what was not recorded has none")
    void formatIsText() {
        assertThat(bare())
                .isEqualTo(summed("mortise-label 2\ntoken " + TOKEN + "\npid 1\nuid 0\ncreated 0\nuptime 0\n"));
        assertThat(new String(LabelFormat.write(FULL), US_ASCII))
                .matches("[\\x20-\\x7e\\n]+")
                .contains("\noperation apply %25%0A%1B[31m%C3%A4\n", "\nuid 4294967294\n", "\nscope docs/a b\n");
    }

    @Test
    @DisplayName("the label that docs/protocols.md shows is one")
    void documentedLabelIsOne() throws IOException {
        String page = Files.readString(Path.of("../docs/protocols.md"));
        int start = page.indexOf("mortise-label 2");
        LabelReading reading = read(page.substring(start, page.indexOf("```", start)));
        assertThat(reading.detail()).isEmpty();
        assertThat(Objects.requireNonNull(reading.label()).purpose().operation())
                .isEqualTo("apply");
    }

    @Test
    @DisplayName("torn at any byte, a label is illegible or nothing, never another label")
    void tornLabels() {
        byte[] whole = LabelFormat.write(FULL);
        for (int length = 0; length < whole.length; length++) {
            LabelReading reading = LabelFormat.read(Arrays.copyOf(whole, length));
            assertThat(reading.kind()).as("%d bytes", length).isEqualTo(length == 0 ? Kind.EMPTY : Kind.ILLEGIBLE);
        }
        assertThat(LabelFormat.read(Arrays.copyOf(whole, whole.length + 1)).kind())
                .isEqualTo(Kind.ILLEGIBLE);
    }

    @Test
    @DisplayName("changed in any bit, a label is none any more")
    void changedLabels() {
        byte[] whole = LabelFormat.write(FULL);
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] changed = whole.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(LabelFormat.read(changed).label()).as("bit %d", bit).isNull();
        }
    }

    @Test
    void aLaterFormatIsNewerAndKeptApartFromATornOne() {
        assertThat(read("mortise-label 3\nwhatever").kind()).isEqualTo(Kind.NEWER);
        assertThat(read("mortise-label 3\nwhatever").detail()).isEqualTo("format 3");
        assertThat(read("mortise-label 1\n").kind()).isEqualTo(Kind.ILLEGIBLE);
        assertThat(read("mortise-label 99999999999\n").kind()).isEqualTo(Kind.ILLEGIBLE);
        assertThat(read("mortise-label \u001b[2J\n").detail()).doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"4711", "4711\n", "{\"pid\": 1}", "\u0000\u0000\u0000", "abc", "mortise-labels 2\n", "\u001b[2J"
            })
    void whatIsNoLabelIsForeignAndShownHarmlessly(String content) {
        LabelReading reading = read(content);
        assertThat(reading.kind()).isEqualTo(Kind.FOREIGN);
        assertThat(reading.detail()).doesNotContain("\u001b", "\n");
    }

    @Test
    void randomBytesAreNoLabel() {
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(1, 200)];
            random.nextBytes(bytes);
            assertThat(LabelFormat.read(bytes).label()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pid 0",
                "pid -1",
                "pid 4294967296",
                "pid abc",
                "pid 1\npid 2",
                "token 0\npid 1",
                "pid 1\nstart -1",
                "pid 1\nstart 99999999999999999999",
                "pid 1\nsingleton no",
                "pid 1\nNAME x",
                "pid 1\n x",
                "pid 1\nnoValue",
                "pid 1\noperation %zz",
                "pid 1\noperation %4",
                "pid 1\noperation \u00e4",
                "pid 1\nchecksum 00000000",
                "pid 1\nmortise-label 2"
            })
    @DisplayName("B0.5 a hostile label whose checksum is right is illegible, and stops nobody")
    void hostileLabels(String lines) {
        String token = lines.contains("token") ? "" : "token " + TOKEN + "\n";
        LabelReading reading = read(summed("mortise-label 2\n" + token + lines + "\nuid 0\ncreated 0\nuptime 0\n"));
        assertThat(reading.kind()).isEqualTo(Kind.ILLEGIBLE);
        assertThat(reading.detail()).isNotEmpty().matches("\\P{Cntrl}+");
    }

    @Test
    void unknownLinesAreKeptWhenTheLabelIsWrittenAgain() {
        String later = summed(bare().substring(0, bare().indexOf("checksum")) + "colour dark%20red\n");
        Label label = Objects.requireNonNull(read(later).label());
        assertThat(label.unknown()).containsExactly(new UnknownLine("colour", "dark red"));
        assertThat(LabelFormat.read(LabelFormat.write(label)).label()).isEqualTo(label);
    }

    @Test
    void aHugeLabelIsRefusedWhenWrittenAndWhenRead() {
        Label huge = new Label(
                TOKEN,
                ProcessId.ofPid(1),
                0,
                new Moment(0, 0),
                Purpose.none().withOperation("x".repeat(LabelFormat.MOST_BYTES)),
                List.of());
        assertThatThrownBy(() -> LabelFormat.write(huge))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 4096 bytes");
        String lines = "mortise-label 2\ntoken " + TOKEN + "\npid 1\nuid 0\ncreated 0\nuptime 0\noperation "
                + "x".repeat(LabelFormat.MOST_BYTES) + "\n";
        assertThat(read(summed(lines)).kind()).isEqualTo(Kind.ILLEGIBLE);
    }
}
