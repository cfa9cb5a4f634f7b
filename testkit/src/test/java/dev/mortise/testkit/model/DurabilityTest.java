package dev.mortise.testkit.model;

import static dev.mortise.testkit.model.Stage.z;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.Posix;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What {@code fsync} makes durable, and what it leaves to the next power cut. */
class DurabilityTest {

    private static final int DIR = World.WORKING_DIRECTORY;

    private final Stage stage = new Stage(new WorldRules(false, 0, true, false), ProcessPlan.alive(101));
    private final Stage.Actor a = stage.actor(0);

    private String stable(int inode) {
        return body(inode).toString();
    }

    private Directory stableNames(int inode) {
        return (Directory) body(inode);
    }

    private Body body(int inode) {
        return Objects.requireNonNull(
                Objects.requireNonNull(stage.world.inodes[inode]).stable());
    }

    private static Component name(String name) {
        return PathName.ofTerminated(z(name)).component(0);
    }

    @Test
    void contentIsDurableWhenItWasForcedAndAsItWasThen() {
        int fd = a.create("f");
        a.write(fd, "old");
        assertThat(stable(3)).isEqualTo("\"\"");
        a.fsync(fd);
        a.write(fd, "new");
        assertThat(stable(3)).isEqualTo("\"old\"");
        a.fdatasync(fd);
        assertThat(stable(3)).isEqualTo("\"new\"");
    }

    @Test
    void forcedFileHasNoDurableName() {
        a.fsync(a.create("f"));
        assertThat(stableNames(World.WORK).isEmpty()).isTrue();
        a.fsync(DIR);
        assertThat(stableNames(World.WORK).find(name("f"))).isEqualTo(3);
        assertThat(stage.world.pending).isEmpty();
    }

    @Test
    void removedFileStaysWhileTheDiskNamesIt() {
        int fd = a.create("f");
        a.fsync(DIR);
        a.unlink("f");
        a.close(fd);
        assertThat(stage.world.inodes[3]).isNotNull();
        a.fsync(DIR);
        assertThat(stage.world.inodes[3]).isNull();
    }

    @Test
    void fileThatCameAndWentStaysWhileTheDiskMayYetHearOfIt() {
        int fd = a.create("f");
        a.unlink("f");
        a.close(fd);
        assertThat(stage.world.pending).hasSize(2);
        assertThat(stage.world.inodes[3]).isNotNull();
        a.fsync(DIR);
        assertThat(stage.world.inodes[3]).isNull();
    }

    @Test
    void renameBetweenDirectoriesReachesTheDiskInBothAtOnce() {
        a.mkdirat(DIR, z("d"), 0700);
        a.create("f");
        a.rename("f", "d/g");
        a.create("later");
        int inner = a.openat(DIR, z("d"), Posix.O_RDONLY | Posix.O_DIRECTORY, 0);
        a.fsync(inner);
        assertThat(stableNames(3).find(name("g"))).isEqualTo(4);
        assertThat(stableNames(World.WORK).find(name("f"))).isEqualTo(Directory.NONE);
        assertThat(stableNames(World.WORK).find(name("d"))).isEqualTo(3);
        assertThat(stableNames(World.WORK).find(name("later"))).isEqualTo(Directory.NONE);
    }

    @Test
    void otherDirectoriesAreNotForced() {
        a.mkdirat(DIR, z("d"), 0700);
        a.fsync(DIR);
        a.create("d/inner");
        a.create("outer");
        a.fsync(DIR);
        assertThat(stableNames(3).isEmpty()).isTrue();
        assertThat(stableNames(World.WORK).find(name("outer"))).isNotEqualTo(Directory.NONE);
    }

    @Test
    void whatIsPendingAndWhatIsStableIsInTheHash() {
        int fd = a.create("f");
        a.fsync(fd);
        a.fsync(DIR);
        World durable = stage.world;
        a.rename("f", "g");
        a.rename("g", "f");
        assertThat(stage.world.hash()).isNotEqualTo(durable.hash());
        a.fsync(DIR);
        assertThat(stage.world.hash()).isEqualTo(durable.hash());
        a.write(fd, "x");
        a.fsync(fd);
        a.ftruncate(fd, 0);
        assertThat(stage.world.hash()).isNotEqualTo(durable.hash());
    }
}
