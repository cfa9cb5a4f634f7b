package dev.mortise.testkit.conductor;

import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import java.io.IOException;
import java.util.List;

/** Programs of puppets that do not do what they are told, or say something else than the kernel did: each in one way. */
public final class LyingPuppets {

    private LyingPuppets() {}

    /** All of them. */
    public static List<Class<?>> all() {
        return List.of(
                GrantsEverything.class,
                NeverWaits.class,
                RemovesNothing.class,
                CountsWrong.class,
                MixesFilesUp.class,
                ListsNothing.class);
    }

    /** Puppets that say they have every lock. */
    public static Troupe grantingEverything() throws IOException {
        return new Troupe(GrantsEverything.class, 0);
    }

    /** Says that it has every lock, and takes none. */
    static final class GrantsEverything {

        private GrantsEverything() {}

        public static void main(String[] args) {
            PuppetProgram.run(args, posix -> new RealHands(posix) {
                @Override
                public int flock(int fd, int operation) {
                    return 0;
                }
            });
        }
    }

    /** Tries where it should wait. */
    static final class NeverWaits {

        private NeverWaits() {}

        public static void main(String[] args) {
            PuppetProgram.run(args, posix -> new RealHands(posix) {
                @Override
                public int ofdLock(int fd, int type, long start, long length, boolean wait) {
                    return super.ofdLock(fd, type, start, length, false);
                }
            });
        }
    }

    /** Says that it removed a name. */
    static final class RemovesNothing {

        private RemovesNothing() {}

        public static void main(String[] args) {
            PuppetProgram.run(args, posix -> new RealHands(posix) {
                @Override
                public int unlinkat(int dirfd, byte[] name, int flags) {
                    FileStat stat = new FileStat();
                    int found = statx(dirfd, name, AT_SYMLINK_NOFOLLOW, stat);
                    return found < 0 || stat.isDirectory() != (flags == AT_REMOVEDIR)
                            ? super.unlinkat(dirfd, name, flags)
                            : 0;
                }
            });
        }
    }

    /** Has another errno than the kernel. */
    static final class CountsWrong {

        private CountsWrong() {}

        public static void main(String[] args) {
            PuppetProgram.run(args, posix -> new RealHands(posix) {
                @Override
                public int close(int fd) {
                    int closed = super.close(fd);
                    return closed == -Errno.EBADF ? 0 : closed;
                }
            });
        }
    }

    /** Says that every file is the same one. */
    static final class MixesFilesUp {

        private static final long ONE_NUMBER = 4711;

        private MixesFilesUp() {}

        public static void main(String[] args) {
            PuppetProgram.run(args, posix -> new RealHands(posix) {
                @Override
                public int fstat(int fd, FileStat out) {
                    int told = super.fstat(fd, out);
                    int mode = (out.isRegular() ? 0100000 : 0040000) | out.permissions();
                    out.setIdentity(out.device(), ONE_NUMBER, mode, out.links());
                    return told;
                }
            });
        }
    }

    /** Finds every directory empty, even of itself. */
    static final class ListsNothing {

        private ListsNothing() {}

        public static void main(String[] args) {
            PuppetProgram.run(args, posix -> new RealHands(posix) {
                @Override
                public int getdents(int fd, byte[] buffer) {
                    return Math.min(super.getdents(fd, buffer), 0);
                }
            });
        }
    }
}
