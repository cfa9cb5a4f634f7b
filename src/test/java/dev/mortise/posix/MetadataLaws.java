package dev.mortise.posix;

import static dev.mortise.posix.Posix.TIME_NOW;
import static dev.mortise.posix.Posix.TIME_OMIT;
import static dev.mortise.posix.Posix.XATTR_CREATE;
import static dev.mortise.posix.Posix.XATTR_REPLACE;
import static dev.mortise.posix.Results.must;
import static dev.mortise.posix.Results.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Permissions, owner, times, extended attributes, descriptor flags. */
interface MetadataLaws extends Ground {

    @Test
    default void permissionsAreSetWhole() {
        int fd = here().create("f");
        for (int mode : new int[] {0, 0640, 0777, 07777}) {
            must(posix().fchmod(fd, mode));
            assertEquals(mode, here().stat(fd).permissions());
        }
        assertTrue(here().stat(fd).isRegular());
    }

    @Test
    default void minusOneLeavesOwnerAndGroup() {
        int fd = here().create("f");
        FileStat before = here().stat(fd);
        must(posix().fchown(fd, -1, -1));
        must(posix().fchown(fd, before.uid(), -1));
        must(posix().fchown(fd, -1, before.gid()));
        assertEquals(before.uid(), here().stat(fd).uid());
        assertEquals(before.gid(), here().stat(fd).gid());
    }

    /** Before 1970 too: the seconds are rounded down, the nanoseconds never negative. */
    @ParameterizedTest
    @ValueSource(
            longs = {0, 1, 999_999_999, 1_234_567_890_123_456_789L, -1, -1_000_000_000, -1_500_000_000_000_000_001L})
    default void timeIsKeptToTheNanosecond(long nanos) {
        int fd = here().create("f");
        must(posix().futimens(fd, TIME_OMIT, nanos));
        assertEquals(nanos, here().stat(fd).modifiedNanos());
    }

    @Test
    default void omittedTimeStays() {
        int fd = here().create("f");
        must(posix().futimens(fd, 5, 7));
        must(posix().futimens(fd, TIME_NOW, TIME_OMIT));
        assertEquals(7, here().stat(fd).modifiedNanos());
    }

    @Test
    default void nowIsTheKernelsNow() {
        int fd = here().create("f");
        must(posix().futimens(fd, 5, 7));
        must(posix().futimens(fd, TIME_OMIT, TIME_NOW));
        long off = Math.abs(posix().realtimeNanos() - here().stat(fd).modifiedNanos());
        assertTrue(off < TimeUnit.SECONDS.toNanos(10), "off by ns " + off);
    }

    @Test
    default void changeTimeFollowsTheKernel() {
        int fd = here().create("f");
        must(posix().futimens(fd, 5, 7));
        long off = Math.abs(posix().realtimeNanos() - here().stat(fd).changedNanos());
        assertTrue(off < TimeUnit.SECONDS.toNanos(10), "off by ns " + off);
    }

    @Test
    default void attributeIsKept() {
        int fd = attributed("user.mortise", new byte[] {1, 0, (byte) 0xff});
        byte[] value = Workspace.ofByte(5, '.');
        assertEquals(3, posix().fgetxattr(fd, z("user.mortise"), value));
        assertArrayEquals(new byte[] {1, 0, (byte) 0xff, '.', '.'}, value);
    }

    @Test
    default void emptyBufferAsksForTheSize() {
        int fd = attributed("user.mortise", new byte[3]);
        assertEquals(3, posix().fgetxattr(fd, z("user.mortise"), new byte[0]));
        byte[] names = new byte[posix().flistxattr(fd, new byte[0])];
        assertEquals(names.length, posix().flistxattr(fd, names));
        String listed = new String(names, StandardCharsets.US_ASCII);
        assertTrue(List.of(listed.split("\0", -1)).contains("user.mortise"), listed);
    }

    @Test
    default void smallBufferIsERANGEAndUntouched() {
        int fd = attributed("user.mortise", new byte[] {1, 2, 3});
        byte[] small = {'.', '.'};
        refused(Errno.ERANGE, posix().fgetxattr(fd, z("user.mortise"), small));
        refused(Errno.ERANGE, posix().flistxattr(fd, small));
        assertArrayEquals(new byte[] {'.', '.'}, small);
    }

    @Test
    default void missingAttributeIsENODATA() {
        int fd = attributed("user.mortise", new byte[0]);
        assertEquals(0, posix().fgetxattr(fd, z("user.mortise"), new byte[4]));
        refused(Errno.ENODATA, posix().fgetxattr(fd, z("user.other"), new byte[4]));
    }

    @Test
    default void creationAndReplacementOfAnAttributeDiffer() {
        int fd = attributed("user.mortise", new byte[] {1});
        refused(Errno.EEXIST, posix().fsetxattr(fd, z("user.mortise"), new byte[1], XATTR_CREATE));
        refused(Errno.ENODATA, posix().fsetxattr(fd, z("user.other"), new byte[1], XATTR_REPLACE));
        must(posix().fsetxattr(fd, z("user.mortise"), new byte[2], XATTR_REPLACE));
        must(posix().fsetxattr(fd, z("user.other"), new byte[5], XATTR_CREATE));
        assertEquals(2, posix().fgetxattr(fd, z("user.mortise"), new byte[0]));
        assertEquals(5, posix().fgetxattr(fd, z("user.other"), new byte[0]));
    }

    @Test
    default void attributesNeedAKnownNamespaceAndAShortName() {
        int fd = here().create("f");
        refused(Errno.EOPNOTSUPP, posix().fsetxattr(fd, z("nonsense.x"), new byte[1], 0));
        String tooLong = "user." + "n".repeat(5000);
        refused(Errno.ERANGE, posix().fsetxattr(fd, z(tooLong), new byte[1], 0));
        refused(Errno.ERANGE, posix().fsetxattr(fd, z(tooLong.substring(0, 256)), new byte[1], 0));
        refused(Errno.ERANGE, posix().fgetxattr(fd, z(tooLong), new byte[1]));
    }

    @Test
    default void descriptorFlagsAreSet() {
        int fd = here().create("f");
        assertEquals(0, posix().fcntlSetFd(fd, 0));
        assertEquals(0, posix().fcntlSetFd(fd, Posix.FD_CLOEXEC));
    }

    private int attributed(String name, byte[] value) {
        int fd = here().create("f");
        int set = posix().fsetxattr(fd, z(name), value, 0);
        assumeTrue(set != -Errno.EOPNOTSUPP, "this file system has no user attributes");
        must(set);
        return fd;
    }
}
