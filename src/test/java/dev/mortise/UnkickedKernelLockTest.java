package dev.mortise;

import dev.mortise.posix.Errno;
import dev.mortise.posix.ForwardingPosix;
import dev.mortise.posix.Posix;

/** Where kicks are refused, so that doormen wait for everybody. */
class UnkickedKernelLockTest extends LockLaws {

    UnkickedKernelLockTest() {
        super(Kind.KERNEL);
    }

    @Override
    Posix kernel() {
        return new ForwardingPosix(super.kernel()) {
            @Override
            public int kick(int tid) {
                return -Errno.ENOTSUP;
            }
        };
    }
}
