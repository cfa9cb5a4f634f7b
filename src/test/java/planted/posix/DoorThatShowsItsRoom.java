package planted.posix;

import org.jspecify.annotations.Nullable;
import planted.posix.ffm.OneBackend;

/** An offender: users are promised a type that they cannot name. */
public final class DoorThatShowsItsRoom {

    private DoorThatShowsItsRoom() {}

    public static @Nullable OneBackend backend() {
        return null;
    }
}
