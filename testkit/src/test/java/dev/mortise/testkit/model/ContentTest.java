package dev.mortise.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** {@link Content} against a plain array, and against itself by other ways. */
class ContentTest {

    private static final int ROOM = 3 * 4096;
    private static final long FAR = 3L << 40;

    @Test
    void behavesLikeAnArrayWhateverIsWrittenAndCut() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            Content content = Content.EMPTY;
            byte[] plain = new byte[0];
            for (int step = 0; step < 20; step++) {
                int at = random.nextInt(ROOM);
                byte[] bytes = new byte[random.nextInt(random.nextBoolean() ? 20 : 6000)];
                if (random.nextInt(4) == 0) {
                    content = content.truncate(at);
                    plain = Arrays.copyOf(plain, at);
                } else {
                    fill(random, bytes);
                    content = content.write(bytes, at);
                    plain = overlaid(plain, bytes, at);
                }
                assertSame(content, plain);
            }
        }
    }

    private static void fill(Random random, byte[] bytes) {
        if (random.nextInt(3) > 0) {
            random.nextBytes(bytes);
        }
    }

    private static byte[] overlaid(byte[] plain, byte[] bytes, int at) {
        int end = bytes.length == 0 ? 0 : at + bytes.length;
        byte[] result = Arrays.copyOf(plain, Math.max(plain.length, end));
        System.arraycopy(bytes, 0, result, bytes.length == 0 ? 0 : at, bytes.length);
        return result;
    }

    private static void assertSame(Content content, byte[] plain) {
        assertThat(content.size()).isEqualTo(plain.length);
        assertThat(content.read(0, ROOM * 2)).isEqualTo(plain);
        Content direct = Content.EMPTY.write(plain, 0).truncate(plain.length);
        assertThat(content).isEqualTo(direct);
        assertThat(content.hash()).isEqualTo(direct.hash());
    }

    @Test
    void everyByteAndTheLengthAreInTheHash() {
        Content content = Content.EMPTY.write(new byte[] {1, 2, 3}, 0);
        assertThat(content.write(new byte[] {4}, 1).hash()).isNotEqualTo(content.hash());
        assertThat(content.truncate(4).hash()).isNotEqualTo(content.hash());
        assertThat(content.truncate(4)).isNotEqualTo(content);
    }

    @Test
    void farBytesAreReadBackAndNothingBetween() {
        Content content = Content.EMPTY.write(new byte[] {7, 8}, FAR - 1);
        assertThat(content.size()).isEqualTo(FAR + 1);
        assertThat(content.read(FAR - 3, 10)).containsExactly(0, 0, 7, 8);
        assertThat(content.read(FAR + 1, 10)).isEmpty();
        assertThat(content.truncate(0)).isEqualTo(Content.EMPTY);
    }
}
