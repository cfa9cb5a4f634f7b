package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Stage;

/** The second one writes into the draft that the first one has given the name. */
public final class OneDraftForAll extends Replacing {

    private static final int ANY = Posix.O_RDWR | Posix.O_CREAT | Posix.O_CLOEXEC;

    /** Makes one. */
    public OneDraftForAll() {}

    @Override
    Name draft(Stage stage) {
        return Name.of("data.tmp");
    }

    @Override
    int make(Stage stage, Name draft) {
        return stage.posix().openat(stage.directory(), draft.terminated(), ANY, 0600);
    }

    @Override
    void lock(Posix posix, int draft) {
        // nobody sweeps here
    }

    @Override
    public void play(Stage stage) {
        super.play(stage);
        requireWhole(stage);
    }
}
