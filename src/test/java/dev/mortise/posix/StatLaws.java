package dev.mortise.posix;

import static dev.mortise.posix.Posix.AT_EMPTY_PATH;
import static dev.mortise.posix.Posix.AT_SYMLINK_NOFOLLOW;
import static dev.mortise.posix.Results.must;
import static dev.mortise.posix.Results.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What a file is, by descriptor and by name. */
interface StatLaws extends Ground {

    @Test
    default void nameAndDescriptorAgreeInEveryField() {
        int fd = here().create("f");
        here().fill(fd, "text");
        must(posix().linkat(here().dir(), z("f"), here().dir(), z("g"), 0));
        must(posix().fchmod(fd, 04751));
        must(posix().futimens(fd, 1, 1_234_567_890_123_456_789L));
        assertEquals(all(here().stat(fd)), all(here().stat("f")));
        assertEquals(all(here().stat(fd)), all(here().stat("g")));
        assertEquals(all(here().stat(here().dir())), all(here().stat(".")));
    }

    @Test
    default void linkIsFollowedUnlessRefused() {
        here().file("f", "text");
        symlink(z("f"), Name.of("link"));
        FileStat followed = new FileStat();
        must(posix().statx(here().dir(), z("link"), 0, followed));
        assertEquals(all(here().stat("f")), all(followed));
        assertTrue(here().stat("link").isSymlink());
        assertFalse(here().stat("link").sameFile(followed));
        int link = here().open("link", Posix.O_PATH | Posix.O_NOFOLLOW);
        assertEquals(all(here().stat("link")), all(here().stat(link)));
    }

    @Test
    default void whatThisMachineKnowsIsToldWithoutASync() {
        here().file("f", "text");
        FileStat known = new FileStat();
        must(posix().statx(here().dir(), z("f"), Posix.AT_STATX_DONT_SYNC, known));
        assertEquals(all(here().stat("f")), all(known));
    }

    @Test
    default void emptyNameMeansTheDescriptor() {
        int fd = here().create("f");
        FileStat stat = new FileStat();
        must(posix().statx(fd, z(""), AT_EMPTY_PATH, stat));
        assertEquals(all(here().stat(fd)), all(stat));
        refused(Errno.ENOENT, posix().statx(fd, z(""), 0, stat));
    }

    @Test
    default void lastNameGoneIsSeenThroughTheDescriptor() {
        int fd = here().create("f");
        must(posix().unlinkat(here().dir(), z("f"), 0));
        assertEquals(0, here().stat(fd).links());
    }

    @Test
    default void namesOfOneFileAreTheSameFileAndOthersAreNot() {
        int fd = here().create("f");
        int other = here().create("other");
        must(posix().linkat(here().dir(), z("f"), here().dir(), z("g"), 0));
        assertTrue(here().stat(fd).sameFile(here().stat("g")));
        assertFalse(here().stat(fd).sameFile(here().stat(other)));
        assertEquals(2, here().stat(fd).links());
    }

    @Test
    default void kindsAreTold() {
        here().mkdir("d");
        symlink(z("d"), Name.of("link"));
        assertEquals("regular file", here().stat(here().create("f")).kind());
        assertEquals("directory", here().stat("d").kind());
        assertEquals("symbolic link", here().stat("link").kind());
        int[] ends = new int[2];
        must(posix().pipe(ends));
        assertEquals("FIFO", here().stat(here().keep(ends[0])).kind());
        here().keep(ends[1]);
    }

    @Test
    default void missingNameIsENOENTAndANameBelowAFileENOTDIR() {
        here().file("f", "");
        FileStat stat = new FileStat();
        refused(Errno.ENOENT, posix().statx(here().dir(), z("nothing"), AT_SYMLINK_NOFOLLOW, stat));
        refused(Errno.ENOTDIR, posix().statx(here().dir(), z("f/below"), AT_SYMLINK_NOFOLLOW, stat));
    }

    @Test
    default void danglingLinkIsENOENTWhenFollowed() {
        symlink(z("nowhere"), Name.of("link"));
        refused(Errno.ENOENT, posix().statx(here().dir(), z("link"), 0, new FileStat()));
    }

    @Test
    default void fileSystemIsTheSameForAFileAndItsDirectory() {
        long magic = posix().fstatfs(here().dir());
        assertTrue(magic > 0, Results.said(magic));
        assertEquals(magic, posix().fstatfs(here().create("f")));
    }

    private static String all(FileStat stat) {
        return stat + " gid " + stat.gid() + " modified " + stat.modifiedNanos() + " changed " + stat.changedNanos();
    }
}
