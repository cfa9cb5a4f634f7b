package dev.mortise.testkit.probe;

import dev.mortise.posix.Errno;
import org.jspecify.annotations.Nullable;

/** Remembers the first answer that was not the expected one. What comes after it is done, but proves nothing any more. */
final class Trial {

    private @Nullable Finding first;

    /** A call that has no reason to fail. */
    Trial done(String call, int result) {
        return result >= 0 ? this : failed(Finding.refusedBy(call, -result));
    }

    /** A lock that nobody holds. */
    Trial had(String call, int result, String otherwise) {
        return result == -Errno.EAGAIN ? failed(Finding.broken(otherwise)) : done(call, result);
    }

    /** A call that must fail, and with this error. */
    Trial refused(String call, int errno, int result, String otherwise) {
        if (result == -errno) {
            return this;
        }
        return result >= 0 ? failed(Finding.broken(otherwise)) : done(call, result);
    }

    /** A question that must be answered with yes. */
    Trial shown(String call, int answer, String otherwise) {
        return answer == 0 ? failed(Finding.broken(otherwise)) : done(call, answer);
    }

    /** A question that must be answered with no. */
    Trial denied(String call, int answer, String otherwise) {
        return answer > 0 ? failed(Finding.broken(otherwise)) : done(call, answer);
    }

    private Trial failed(Finding finding) {
        first = first == null ? finding : first;
        return this;
    }

    Finding finding() {
        return first == null ? Finding.OK : first;
    }
}
