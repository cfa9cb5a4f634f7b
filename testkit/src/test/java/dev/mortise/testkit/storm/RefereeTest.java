package dev.mortise.testkit.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.testkit.storm.Referee.Field;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefereeTest {

    @TempDir
    Path directory;

    @Test
    void allWhoMapTheFileSeeOneReferee() throws IOException {
        Referee one = Referee.create(file(), 3);
        Referee other = Referee.open(file());
        one.setCounter(41);
        one.set(2, Field.DONE, 7);
        one.countOverlap();
        one.stop();
        assertThat(other.seats()).isEqualTo(3);
        assertThat(other.counter()).isEqualTo(41);
        assertThat(other.get(2, Field.DONE)).isEqualTo(7);
        assertThat(other.overlaps()).isEqualTo(1);
        assertThat(other.isStopped()).isTrue();
    }

    @Test
    void layoutIsAsDocumented() throws IOException {
        Referee referee = Referee.create(file(), 2);
        referee.set(1, Field.PID, 0x41);
        byte[] bytes = Files.readAllBytes(file());
        assertThat(new String(bytes, 0, 8, StandardCharsets.US_ASCII)).isEqualTo("MORTREF1");
        assertThat(bytes).hasSize(131_584 + 2 * 128);
        assertThat(bytes[131_584 + 128]).isEqualTo((byte) 0x41);
    }

    @Test
    void ownerWordKeepsPidAndSeat() {
        long word = Referee.ownerWord(4_194_304, 123);
        assertThat(Referee.pidOf(word)).isEqualTo(4_194_304);
        assertThat(Referee.seatOf(word)).isEqualTo(123);
    }

    @Test
    void onlyOneChangesTheOwner() throws IOException {
        Referee referee = Referee.create(file(), 2);
        assertThat(referee.changeOwner(0, 5)).isTrue();
        assertThat(referee.changeOwner(0, 6)).isFalse();
        assertThat(referee.owner()).isEqualTo(5);
    }

    @Test
    void ringKeepsTheLastEventsInOrder() throws IOException {
        Referee referee = Referee.create(file(), 1);
        for (int i = 1; i <= 5000; i++) {
            referee.record(new Event(i, 10, 11, Event.Kind.LEAVE, 0, i));
        }
        List<Event> events = referee.lastEvents(3);
        assertThat(events).extracting(Event::generation).containsExactly(4998L, 4999L, 5000L);
        assertThat(events.get(2)).isEqualTo(new Event(5000, 10, 11, Event.Kind.LEAVE, 0, 5000));
        assertThat(referee.lastEvents(100_000)).hasSize(4096);
    }

    @Test
    void strangersFileIsRefused() throws IOException {
        Files.write(file(), new byte[200_000]);
        assertThatThrownBy(() -> Referee.open(file())).hasMessageContaining("MORTREF1");
        Files.write(file(), new byte[20]);
        assertThatThrownBy(() -> Referee.open(file())).hasMessageContaining("too short");
    }

    @Test
    void takenNameIsRefused() throws IOException {
        Files.write(file(), new byte[1]);
        assertThatThrownBy(() -> Referee.create(file(), 1)).isInstanceOf(FileAlreadyExistsException.class);
    }

    private Path file() {
        return directory.resolve("referee");
    }
}
