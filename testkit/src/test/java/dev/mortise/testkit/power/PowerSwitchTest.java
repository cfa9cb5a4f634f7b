package dev.mortise.testkit.power;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The power switch does what it says, and leaves nothing behind. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PowerSwitchTest {

    private static final long LOOK_AGAIN_NANOS = 1_000_000;

    @TempDir
    Path scratch;

    @ParameterizedTest
    @EnumSource
    void whatWasNotForcedIsLost(Disk disk) throws Exception {
        try (PowerSwitch power = PowerSwitch.of(disk, scratch)) {
            power.on(disk.options(0));
            Files.writeString(power.root().resolve("word"), "never forced");
            power.cut(0);
            power.off();
            power.on(disk.options(0));
            assertThat(power.root().resolve("word")).doesNotExist();
        }
    }

    @Test
    void aDescriptorThatIsLeftOpenIsNoticed() throws Exception {
        try (PowerSwitch power = PowerSwitch.of(Disk.EXT4, scratch)) {
            power.on(Disk.EXT4.options(0));
            try (InputStream leftOpen =
                    Files.newInputStream(Files.createFile(power.root().resolve("word")))) {
                assertThat(leftOpen.read()).isNegative();
                assertThat(power.answerTo("off")).isEqualTo("refused umount: Device or resource busy");
            }
        }
    }

    @Test
    void nothingOutlivesItsProcess() throws Exception {
        PowerSwitch power = PowerSwitch.of(Disk.EXT4, scratch);
        power.on(Disk.EXT4.options(0));
        assertThat(devices()).hasSize(1);
        power.kill();
        while (!devices().isEmpty()) {
            TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN_NANOS);
        }
        assertThat(scratch.resolve("disk")).isEmptyDirectory();
        assertThat(scratch.resolve(PowerSwitch.PREFIX + Disk.EXT4)).doesNotExist();
    }

    /** That still have the image of this test. */
    private List<Path> devices() throws IOException {
        List<Path> devices = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/sys/block"))) {
            for (Path device : all.toList()) {
                if (image(device).startsWith(scratch.resolve(PowerSwitch.PREFIX).toString())) {
                    devices.add(device);
                }
            }
        }
        return devices;
    }

    private static String image(Path device) {
        try {
            return Files.readString(device.resolve("loop/backing_file"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
