package dev.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void everyByteSurvives() {
        byte[] all = new byte[255];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i + 1);
        }
        assertThat(Words.bytes(Words.string(all))).isEqualTo(all);
        byte[] text = "ä\ud83d\udd12".getBytes(StandardCharsets.UTF_8);
        assertThat(Words.string(text)).isEqualTo("ä\ud83d\udd12");
        assertThat(Words.bytes(Words.string(text))).isEqualTo(text);
    }

    /** UTF-8 forbids these, and two spellings of one word would be one file or two. */
    @Test
    void overlongAndSurrogateSequencesStayBytes() {
        for (int[] odd : new int[][] {{0xc0, 0xaf}, {0xed, 0xb3, 0xbf}, {0xf4, 0x90, 0x80, 0x80}, {0xe2, 0x82}}) {
            byte[] bytes = new byte[odd.length];
            for (int i = 0; i < odd.length; i++) {
                bytes[i] = (byte) odd[i];
            }
            assertThat(Words.bytes(Words.string(bytes))).isEqualTo(bytes);
            assertThat(Words.printable(Words.string(bytes))).matches("(\\\\x[0-9a-f]{2})+");
        }
    }

    @Test
    void wordsOfTheKernelReplaceWhatTheLocaleLost() {
        byte[] line = line("java\0-jar\0app.jar\0doctor\0ä\0");
        assertThat(Words.asGiven(new String[] {"doctor", "\ufffd\ufffd"}, line)).containsExactly("doctor", "ä");
    }

    @Test
    void wordsThatDoNotAgreeAreLeftAlone() {
        String[] decoded = {"doctor", "here"};
        assertThat(Words.asGiven(decoded, line("java\0@all\0"))).isSameAs(decoded);
        assertThat(Words.asGiven(decoded, line("java\0doctor\0there\0"))).isSameAs(decoded);
        assertThat(Words.asGiven(decoded, line("java\0doctor\0ä\0"))).isSameAs(decoded);
        assertThat(Words.asGiven(decoded, new byte[0])).isSameAs(decoded);
        assertThat(Words.asGiven(new String[0], line("java\0"))).isEmpty();
    }

    @Test
    void terminalHasNothingToObey() {
        assertThat(Words.printable("a\u001b[31m\u202eb\udcffä\n")).isEqualTo("a\\u{1b}[31m\\u{202e}b\\xffä\\u{a}");
    }

    private static byte[] line(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
