package dev.mortise.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.Call;
import dev.mortise.posix.Errno;
import dev.mortise.posix.FaultyPosix;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.posix.RecordingPosix;
import dev.mortise.posix.TestBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a counter does with each content that its file may have. */
class GenerationTest {

    private static final BootNumber THIS = new BootNumber(1, 2);
    private static final BootNumber EARLIER = new BootNumber(3, 4);

    @TempDir
    Path directory;

    private final Posix posix = TestBackend.best();
    private int fd;
    private Path file;

    @BeforeEach
    void open() {
        byte[] path = (directory + "\0").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        fd = posix.openat(Posix.AT_FDCWD, path, Posix.O_PATH | Posix.O_DIRECTORY | Posix.O_CLOEXEC, 0);
        file = directory.resolve("gen");
    }

    @AfterEach
    void close() {
        posix.close(fd);
    }

    private long next(BootNumber boot) {
        return next(posix, boot);
    }

    private long next(Posix through, BootNumber boot) {
        Generation generation = new Generation(through, fd, Name.of("gen"), boot);
        try {
            return generation.next();
        } finally {
            generation.close();
        }
    }

    private static long number(long epoch, long count) {
        return epoch << Integer.SIZE | count;
    }

    private void write(byte[]... slots) throws IOException {
        byte[] page = new byte[slots.length * GenerationSlot.BYTES];
        for (int i = 0; i < slots.length; i++) {
            System.arraycopy(slots[i], 0, page, i * GenerationSlot.BYTES, slots[i].length);
        }
        Files.write(file, page);
    }

    private static byte[] slot(long epoch, long count, BootNumber boot) {
        return GenerationSlot.write(epoch, count, boot);
    }

    private static byte[] torn(byte[] slot) {
        byte[] half = slot.clone();
        Arrays.fill(half, GenerationSlot.BYTES / 2, GenerationSlot.BYTES, (byte) 0);
        return half;
    }

    @Test
    void numbersOfOneBootFollowOneAnother() {
        long first = next(THIS);
        assertThat(first >> Integer.SIZE).isGreaterThan(60_000_000);
        assertThat((int) first).isEqualTo(1);
        assertThat(next(THIS)).isEqualTo(first + Generation.RUN);
        assertThat(next(THIS)).isEqualTo(first + 2 * Generation.RUN);
    }

    @Test
    void aRunIsReservedByOneWriteAndEndsWhenAnotherOneDraws() {
        Generation mine = new Generation(posix, fd, Name.of("gen"), THIS);
        RecordingPosix recording = RecordingPosix.over(posix);
        Generation counted = new Generation(recording, fd, Name.of("gen"), THIS);
        try {
            long first = mine.next();
            long begun = counted.next();
            assertThat(begun).isEqualTo(first + Generation.RUN);
            for (int i = 1; i < Generation.RUN; i++) {
                assertThat(counted.next()).isEqualTo(begun + i);
            }
            assertThat(recording.calls(Call.PWRITE)).hasSize(1);
            assertThat(mine.next()).isEqualTo(begun + Generation.RUN);
            assertThat(mine.next()).isEqualTo(begun + Generation.RUN + 1);
            assertThat(counted.next()).isEqualTo(begun + 2 * Generation.RUN);
            assertThat(mine.next()).isEqualTo(begun + 3 * Generation.RUN);
        } finally {
            mine.close();
            counted.close();
        }
    }

    @Test
    @DisplayName("a run that could not be written is not used")
    void aRunThatCouldNotBeWrittenIsNotUsed() {
        long first = next(THIS);
        Posix full = FaultyPosix.over(posix).failingAlways(Call.PWRITE, Errno.ENOSPC);
        Generation unlucky = new Generation(full, fd, Name.of("gen"), THIS);
        assertThat(unlucky.next()).isEqualTo(-Errno.ENOSPC);
        assertThat(unlucky.next()).isEqualTo(-Errno.ENOSPC);
        unlucky.close();
        assertThat(next(THIS)).isEqualTo(first + Generation.RUN);
    }

    @Test
    void anotherBootBeginsAGreaterEpoch() {
        long first = next(EARLIER);
        long second = next(THIS);
        assertThat(second).isEqualTo(number((first >> Integer.SIZE) + 1, 1));
        assertThat(next(THIS)).isEqualTo(second + Generation.RUN);
    }

    @Test
    @DisplayName("a power cut that tears the slot that counts costs an epoch, and no number is drawn twice")
    void tornCountingSlot() throws Exception {
        write(slot(7, 0, BootNumber.NONE), torn(slot(7, 99, EARLIER)));
        assertThat(next(THIS)).isEqualTo(number(8, 1));
        write(torn(slot(7, 99, EARLIER)), slot(7, 0, BootNumber.NONE));
        assertThat(next(THIS)).isEqualTo(number(8, 1));
    }

    @Test
    @DisplayName("a kill between the steps of a new epoch costs that epoch")
    void halfBegunEpoch() throws Exception {
        write(slot(7, 0, BootNumber.NONE), slot(8, 0, BootNumber.NONE));
        assertThat(next(THIS)).isEqualTo(number(9, 1));
        write(slot(7, 0, BootNumber.NONE));
        assertThat(next(THIS)).isEqualTo(number(8, 1));
    }

    @Test
    @DisplayName("a power cut before the first number leaves half a slot, or room for it, and no number was drawn")
    void halfAFirstSlotIsAsIfThereWereNoFile() throws Exception {
        Files.write(file, Arrays.copyOf(slot(7, 0, BootNumber.NONE), 32));
        assertThat(next(THIS) >> Integer.SIZE).isGreaterThan(60_000_000);
        Files.write(file, torn(slot(7, 0, BootNumber.NONE)));
        assertThat(next(THIS) >> Integer.SIZE).isGreaterThan(60_000_000);
        Files.write(file, new byte[GenerationSlot.BYTES]);
        assertThat(next(THIS) >> Integer.SIZE).isGreaterThan(60_000_000);
        Files.write(file, new byte[] {1});
        assertThat(next(THIS)).isEqualTo(Generation.CORRUPT);
    }

    @Test
    void aFullCountBeginsAnEpoch() throws Exception {
        write(slot(7, 0, BootNumber.NONE), slot(7, 0xffff_fffeL, THIS));
        assertThat(next(THIS)).isEqualTo(number(7, 0xffff_ffffL));
        assertThat(next(THIS)).isEqualTo(number(8, 1));
    }

    @Test
    void theLastEpochIsTheEnd() throws Exception {
        write(slot(Integer.MAX_VALUE, 0, BootNumber.NONE), slot(Integer.MAX_VALUE, 5, EARLIER));
        assertThat(next(THIS)).isEqualTo(Generation.USED_UP);
        assertThat(next(EARLIER)).isEqualTo(number(Integer.MAX_VALUE, 6)).isPositive();
    }

    @Test
    void twoTornSlotsAreCorruptAndStayAsTheyAre() throws Exception {
        write(torn(slot(7, 0, BootNumber.NONE)), torn(slot(7, 9, THIS)));
        byte[] before = Files.readAllBytes(file);
        assertThat(next(THIS)).isEqualTo(Generation.CORRUPT);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        Files.write(file, new byte[128]);
        assertThat(next(THIS)).isEqualTo(Generation.CORRUPT);
    }

    @Test
    @DisplayName("an epoch that cannot be forced to the disk is not used")
    void unforcedEpochIsNotUsed() {
        long first = next(EARLIER);
        assertThat(next(FaultyPosix.over(posix).failingAlways(Call.FSYNC, Errno.EIO), THIS))
                .isEqualTo(-Errno.EIO);
        assertThat(next(THIS)).isGreaterThan(first);
    }
}
