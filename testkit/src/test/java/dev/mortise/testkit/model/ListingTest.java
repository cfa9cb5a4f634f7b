package dev.mortise.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.DirectoryEntries;
import dev.mortise.posix.Posix;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In which order a directory is told. */
class ListingTest {

    /** Room for one record, whatever it is. */
    private static final int ONE = 32;

    private static final int NAME = 19;

    private final Stage stage = Stage.ofTwo();
    private final Stage.Actor actor = stage.actor(0);

    private int directory() {
        return actor.openat(World.WORKING_DIRECTORY, Stage.z("."), Posix.O_RDONLY | Posix.O_DIRECTORY, 0);
    }

    private List<String> names(int choice) {
        int fd = directory();
        List<String> names = new ArrayList<>();
        stage.choice = choice;
        assertThat(DirectoryEntries.forEach(actor, fd, name -> names.add(name.toString())))
                .isZero();
        actor.close(fd);
        return names;
    }

    private String one(int fd) {
        byte[] buffer = new byte[ONE];
        int filled = actor.getdents(fd, buffer);
        String name = new String(buffer, NAME, ONE - NAME, StandardCharsets.US_ASCII);
        return filled == 0 ? "" : name.substring(0, name.indexOf(0));
    }

    @Test
    void ofAnyTwoEntriesEitherComesFirst() {
        List.of("a", "b", "c").forEach(actor::create);
        List<String> names = names(0);
        assertThat(names).containsExactlyInAnyOrder("a", "b", "c");
        List<String> reversed = new ArrayList<>(names);
        Collections.reverse(reversed);
        assertThat(names(1)).isEqualTo(reversed);
    }

    @Test
    void whatCannotBeReversedOffersNoChoice() {
        actor.create("a");
        assertThat(names(0)).containsExactly("a");
        assertThat(stage.offered).isEqualTo(1);
    }

    @Test
    void listingGoesOnDownwardsWhateverComesAndGoes() {
        List.of("a", "b", "c", "d").forEach(actor::create);
        List<String> down = names(1);
        int fd = directory();
        assertThat(List.of(one(fd), choosing(fd))).containsExactly(".", "..");
        assertThat(one(fd)).isEqualTo(down.get(0));
        actor.unlink(down.get(0));
        actor.unlink(down.get(1));
        assertThat(one(fd)).isEqualTo(down.get(2));
        actor.create(down.get(1));
        assertThat(one(fd)).isEqualTo(down.get(3));
        assertThat(one(fd)).isEmpty();
    }

    private String choosing(int fd) {
        stage.choice = 1;
        String name = one(fd);
        assertThat(stage.offered).isEqualTo(2);
        return name;
    }
}
