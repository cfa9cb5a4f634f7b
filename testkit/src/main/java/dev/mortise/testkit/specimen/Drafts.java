package dev.mortise.testkit.specimen;

import dev.mortise.posix.DirectoryEntries;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.KernelRefusedException;
import dev.mortise.testkit.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The drafts that lie in the directory. */
final class Drafts {

    private static final int READABLE = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC;

    private Drafts() {}

    static void forEach(Stage stage, Consumer<Name> visitor) {
        Posix posix = stage.posix();
        int fd = KernelRefusedException.require(
                "openat", posix.openat(stage.directory(), new byte[] {'.', 0}, READABLE, 0));
        List<Name> drafts = new ArrayList<>();
        DirectoryEntries.forEach(posix, fd, name -> {
            if (name.toString().startsWith("draft.")) {
                drafts.add(name);
            }
        });
        posix.close(fd);
        drafts.forEach(visitor);
    }
}
