package dev.mortise;

import dev.mortise.owner.Label;
import dev.mortise.owner.Label.Moment;
import dev.mortise.owner.Label.Purpose;
import dev.mortise.owner.ProcessId;
import dev.mortise.owner.Processes;
import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes labels in the name of this process, which is looked up once. */
final class LabelWriter {

    private final Posix posix;
    private volatile @Nullable ProcessId self;

    LabelWriter(Posix posix) {
        this.posix = posix;
    }

    Label label(Purpose purpose) {
        return new Label(
                token(),
                self(),
                posix.getuid(),
                new Moment(posix.realtimeNanos(), posix.bootNanos()),
                purpose.withWorkingDirectory(System.getProperty("user.dir", "")),
                List.of());
    }

    private ProcessId self() {
        ProcessId known = self;
        if (known == null) {
            known = Processes.of(posix).self();
            self = known;
        }
        return known;
    }

    private String token() {
        byte[] bytes = new byte[Label.TOKEN_DIGITS / 2];
        int filled = posix.random(bytes);
        if (filled < 0) {
            throw new IllegalStateException("no random bytes: " + Errno.describe(-filled));
        }
        return HexFormat.of().formatHex(bytes);
    }
}
