package dev.mortise.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.owner.KernelLocks.Entry;
import dev.mortise.owner.KernelLocks.Kind;
import dev.mortise.posix.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelLocksTest {

    private static final String LIST = """
            1: FLOCK  ADVISORY  WRITE 18333 fe:00:2146328 0 EOF
            1: -> FLOCK  ADVISORY  READ  18334 fe:00:2146328 0 EOF
            2: OFDLCK ADVISORY  WRITE -1 fe:00:2146328 4611686018427387904 4611686018427387904
            2: -> OFDLCK ADVISORY  WRITE -1 fe:00:2146328 4611686018427387904 4611686018427387904
            2:  -> OFDLCK ADVISORY  WRITE -1 fe:00:2146328 4611686018427387904 4611686018427387904
            3: POSIX  ADVISORY  READ  77 103:02:5 128 128
            4: LEASE  ACTIVE    READ  78 fd:00:6 0 EOF
            """;

    @Test
    void linesAreRead() {
        List<Entry> entries = KernelLocks.parse(LIST).entries();
        long device = Devices.of(0xfe, 0);
        long gate = 1L << 62;
        assertThat(entries)
                .containsExactly(
                        new Entry(1, false, Kind.FLOCK, Mode.EXCLUSIVE, 18333, device, 2146328, 0, Long.MAX_VALUE),
                        new Entry(1, true, Kind.FLOCK, Mode.SHARED, 18334, device, 2146328, 0, Long.MAX_VALUE),
                        new Entry(2, false, Kind.OFD, Mode.EXCLUSIVE, -1, device, 2146328, gate, gate),
                        new Entry(2, true, Kind.OFD, Mode.EXCLUSIVE, -1, device, 2146328, gate, gate),
                        new Entry(2, true, Kind.OFD, Mode.EXCLUSIVE, -1, device, 2146328, gate, gate),
                        new Entry(3, false, Kind.POSIX, Mode.SHARED, 77, Devices.of(0x103, 2), 5, 128, 128),
                        new Entry(4, false, Kind.OTHER, Mode.SHARED, 78, Devices.of(0xfd, 0), 6, 0, Long.MAX_VALUE));
    }

    @Test
    void whatIsNoLineIsLeftOut() {
        assertThat(KernelLocks.parse("\nnonsense\n1: FLOCK\n1: FLOCK ADVISORY WRITE x y:z 0 EOF\n")
                        .entries())
                .isEmpty();
        assertThat(KernelLocks.parse("").isReadable()).isTrue();
    }

    @Test
    void theMountOfADescriptorTellsItsFileSystem() {
        String mounts =
                "29 1 254:0 / / rw,relatime shared:1 - ext4 /dev/root rw\n30 29 0:46 /sub /data rw - btrfs x rw\n";
        assertThat(Devices.inTable(mounts, "30")).isEqualTo(Devices.of(0, 46));
        assertThat(Devices.inTable(mounts, "3")).isNull();
    }
}
