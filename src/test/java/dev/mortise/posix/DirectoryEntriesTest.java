package dev.mortise.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectoryEntriesTest {

    private final Posix posix = TestBackend.best();
    private Workspace here;

    @BeforeEach
    void makeWorkspace() {
        here = Workspace.under(posix, System.getProperty("java.io.tmpdir", "/tmp"));
    }

    @AfterEach
    void removeWorkspace() {
        here.remove();
    }

    @Test
    void emptyDirectoryHasNoEntries() {
        assertEquals(List.of(), here.names());
    }

    @Test
    void dotsAreLeftOutAndNamesThatStartWithDotsAreNot() {
        here.mkdir("...");
        here.mkdir(".a");
        here.mkdir("..b");
        assertEquals(Set.of(Name.of("..."), Name.of(".a"), Name.of("..b")), new HashSet<>(here.names()));
    }

    @Test
    void listingGoesOnBeyondOneBuffer() {
        for (int i = 0; i < 300; i++) {
            here.mkdir("n".repeat(200) + i);
        }
        List<Name> names = here.names();
        assertEquals(300, names.size());
        assertEquals(300, new HashSet<>(names).size());
    }

    @Test
    void errorIsHandedOn() {
        int file = here.create("f");
        List<Name> names = new ArrayList<>();
        assertEquals(-Errno.ENOTDIR, DirectoryEntries.forEach(posix, file, names::add));
        assertEquals(-Errno.EBADF, DirectoryEntries.forEach(posix, -1, names::add));
        assertEquals(List.of(), names);
    }
}
