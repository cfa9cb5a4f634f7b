package dev.mortise.posix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.FileSystemKind.Trust;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSystemKindTest {

    private static final String POLICY = "refused unless the caller states a policy";

    @ParameterizedTest
    @CsvSource({
        "0xef53, ext, FULL",
        "0x58465342, xfs, FULL",
        "0x9123683e, btrfs, FULL",
        "0xf2f52010, f2fs, FULL",
        "0x1021994, tmpfs, NOT_DURABLE",
        "0x858458f6, ramfs, NOT_DURABLE",
        "0x794c7630, overlay, WITHIN_ONE_MOUNT",
        "0x6969, nfs, ON_POLICY",
        "0xff534d42, smb, ON_POLICY",
        "0xfe534d42, smb, ON_POLICY",
        "0x65735546, fuse, ON_POLICY",
        "0x1021997, 9p, ON_POLICY",
        "0xc36400, ceph, ON_POLICY",
        "0x9fa0, proc, NONE",
        "0x12345, unknown, ON_POLICY",
    })
    void numberMeansAKind(String magic, String name, Trust trust) {
        FileSystemKind kind = FileSystemKind.of(Long.decode(magic));
        assertThat(kind.name()).isEqualTo(name);
        assertThat(kind.trust()).isEqualTo(trust);
        assertThat(kind.magicText()).isEqualTo(magic);
        assertThat(kind.consequence().isEmpty()).isEqualTo(trust == Trust.FULL);
        assertThat(kind.consequence().contains(POLICY)).isEqualTo(trust == Trust.ON_POLICY);
    }

    @Test
    void consequencesNameWhatHurts() {
        assertThat(FileSystemKind.of(0x6969).consequence()).contains("lease", "90 s");
        assertThat(FileSystemKind.of(0x794C7630).consequence())
                .contains("upper", "one lower", "share a volume instead");
        assertThat(FileSystemKind.of(0x12345).consequence()).contains("0x12345");
    }

    @Test
    void mountTellsFuseFileSystemsApart() {
        assertThat(FileSystemKind.fuse("virtiofs").name()).isEqualTo("virtiofs");
        assertThat(FileSystemKind.fuse("virtiofs").consequence()).contains("guest", POLICY);
        assertThat(FileSystemKind.fuse("fuse.sshfs").name()).isEqualTo("fuse.sshfs");
        assertThat(FileSystemKind.fuse("fuse.sshfs").consequence()).contains(POLICY);
        assertThat(FileSystemKind.fuse(null).name()).isEqualTo("fuse");
    }

    @Test
    void mountIsFoundByItsDevice() {
        List<String> lines = List.of(
                "22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw",
                "36 22 0:53 / /mnt/a\\040b rw,nosuid shared:7 master:1 - fuse.sshfs me@there:/ rw,user_id=0",
                "nonsense");
        assertThat(MountTable.typeOf(0x35, lines)).isEqualTo("fuse.sshfs");
        assertThat(MountTable.typeOf(0xfe00, lines)).isEqualTo("ext4");
        assertThat(MountTable.typeOf(0x99, lines)).isNull();
    }
}
