package dev.mortise.posix;

import static dev.mortise.posix.Posix.AT_EMPTY_PATH;
import static dev.mortise.posix.Posix.AT_REMOVEDIR;
import static dev.mortise.posix.Posix.AT_SYMLINK_FOLLOW;
import static dev.mortise.posix.Posix.O_DIRECTORY;
import static dev.mortise.posix.Posix.O_RDONLY;
import static dev.mortise.posix.Posix.O_RDWR;
import static dev.mortise.posix.Posix.O_TMPFILE;
import static dev.mortise.posix.Posix.RENAME_EXCHANGE;
import static dev.mortise.posix.Posix.RENAME_NOREPLACE;
import static dev.mortise.posix.Results.must;
import static dev.mortise.posix.Results.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Linking, renaming, removing, listing. */
interface NameLaws extends Ground {

    @Test
    default void linkIsRefusedByATakenName() {
        here().file("f", "f");
        here().file("g", "g");
        refused(Errno.EEXIST, link("f", "g", 0));
        assertEquals("g", here().text("g"));
        must(link("f", "h", 0));
        assertTrue(here().stat("f").sameFile(here().stat("h")));
    }

    @Test
    default void linkNeedsAFile() {
        here().mkdir("d");
        refused(Errno.ENOENT, link("nothing", "x", 0));
        refused(Errno.EPERM, link("d", "x", 0));
        assertFalse(here().has("x"));
    }

    @Test
    default void linkOfALinkFollowsOnlyWhenAsked() {
        here().file("f", "text");
        symlink(z("f"), Name.of("s"));
        must(link("s", "same", 0));
        must(link("s", "followed", AT_SYMLINK_FOLLOW));
        assertTrue(here().stat("same").isSymlink());
        assertTrue(here().stat("followed").sameFile(here().stat("f")));
    }

    @Test
    default void namelessFileGetsItsNameOnce() {
        int fd = here().tryOpen(".", O_TMPFILE | O_RDWR);
        assumeTrue(fd != -Errno.EOPNOTSUPP, "this file system has no O_TMPFILE");
        here().keep(fd);
        here().fill(fd, "text");
        int named = posix().linkat(fd, z(""), here().dir(), z("f"), AT_EMPTY_PATH);
        assumeTrue(named != -Errno.ENOENT, "linking a descriptor needs CAP_DAC_READ_SEARCH");
        must(named);
        assertEquals("text", here().text("f"));
        refused(Errno.EEXIST, posix().linkat(fd, z(""), here().dir(), z("f"), AT_EMPTY_PATH));
    }

    @Test
    default void renameReplaces() {
        here().file("f", "f");
        here().file("g", "g");
        must(rename("f", "g", 0));
        assertEquals("f", here().text("g"));
        assertFalse(here().has("f"));
    }

    @Test
    default void renameWithoutReplacementIsRefusedByATakenName() {
        here().file("f", "f");
        here().file("g", "g");
        refused(Errno.EEXIST, rename("f", "g", RENAME_NOREPLACE));
        assertEquals("f", here().text("f"));
        assertEquals("g", here().text("g"));
        must(rename("f", "h", RENAME_NOREPLACE));
        assertEquals("f", here().text("h"));
    }

    @Test
    default void exchangeSwapsFilesOfAnyKind() {
        here().file("f", "f");
        here().mkdir("d");
        must(rename("f", "d", RENAME_EXCHANGE));
        assertTrue(here().stat("f").isDirectory());
        assertEquals("f", here().text("d"));
        refused(Errno.ENOENT, rename("d", "nothing", RENAME_EXCHANGE));
        refused(Errno.EINVAL, rename("f", "d", RENAME_EXCHANGE | RENAME_NOREPLACE));
    }

    @Test
    default void renameKeepsTheInodeAndItsLinks() {
        int fd = here().create("f");
        must(rename("f", "g", RENAME_NOREPLACE));
        assertTrue(here().stat(fd).sameFile(here().stat("g")));
        assertEquals(1, here().stat(fd).links());
    }

    @Test
    default void renameBetweenDirectoriesTakesTheirDescriptors() {
        here().mkdir("d");
        here().file("f", "text");
        int inner = here().open("d", O_RDONLY | O_DIRECTORY);
        must(posix().renameat2(here().dir(), z("f"), inner, z("g"), 0));
        assertEquals("text", here().text("d/g"));
    }

    @Test
    default void renameRespectsKinds() {
        here().file("f", "");
        here().mkdir("d");
        here().mkdir("full");
        here().file("full/f", "");
        refused(Errno.ENOENT, rename("nothing", "f", 0));
        refused(Errno.EISDIR, rename("f", "d", 0));
        refused(Errno.ENOTDIR, rename("d", "f", 0));
        refused(Errno.ENOTEMPTY, rename("d", "full", 0));
        refused(Errno.EINVAL, rename("d", "d/below", 0));
        must(rename("full", "d", 0));
        assertTrue(here().has("d/f"));
    }

    @Test
    default void removalRespectsKinds() {
        here().file("f", "");
        here().mkdir("d");
        here().file("d/f", "");
        refused(Errno.ENOENT, unlink("nothing", 0));
        refused(Errno.ENOTDIR, unlink("f", AT_REMOVEDIR));
        refused(Errno.EISDIR, unlink("d", 0));
        refused(Errno.ENOTEMPTY, unlink("d", AT_REMOVEDIR));
        must(unlink("d/f", 0));
        must(unlink("d", AT_REMOVEDIR));
        must(unlink("f", 0));
        assertFalse(here().has("f") || here().has("d"));
    }

    @Test
    default void removalOfALinkLeavesItsTarget() {
        here().file("f", "text");
        symlink(z("f"), Name.of("s"));
        must(unlink("s", 0));
        assertEquals("text", here().text("f"));
    }

    @Test
    default void removedFileLivesWhileItIsOpen() {
        int fd = here().create("f");
        here().fill(fd, "text");
        must(unlink("f", 0));
        byte[] buffer = new byte[4];
        assertEquals(4, posix().pread(fd, buffer, 0, 4, 0));
    }

    @Test
    default void directoryIsMadeOnceWithItsMode() {
        must(posix().mkdirat(here().dir(), z("d"), 0710));
        assertTrue(here().stat("d").isDirectory());
        assertEquals(0710, here().stat("d").permissions());
        refused(Errno.EEXIST, posix().mkdirat(here().dir(), z("d"), 0700));
        refused(Errno.ENOENT, posix().mkdirat(here().dir(), z("x/y"), 0700));
    }

    @Test
    default void longNamesAreRefusedEverywhere() {
        String tooLong = "n".repeat(256);
        here().file("f", "");
        refused(Errno.ENAMETOOLONG, link("f", tooLong, 0));
        refused(Errno.ENAMETOOLONG, rename("f", tooLong, 0));
        refused(Errno.ENAMETOOLONG, rename(tooLong, "g", RENAME_NOREPLACE));
        refused(Errno.ENAMETOOLONG, unlink(tooLong, 0));
        refused(Errno.ENAMETOOLONG, posix().mkdirat(here().dir(), z(tooLong), 0700));
        refused(Errno.ENAMETOOLONG, posix().readlinkat(here().dir(), z(tooLong), new byte[10]));
        refused(Errno.ENAMETOOLONG, posix().statx(here().dir(), z(tooLong), 0, new FileStat()));
    }

    @Test
    default void longPathsAreRefusedEverywhere() {
        String tooLong = "./".repeat(2048) + "f";
        here().file("f", "");
        refused(Errno.ENAMETOOLONG, link("f", tooLong, 0));
        refused(Errno.ENAMETOOLONG, link(tooLong, "g", 0));
        refused(Errno.ENAMETOOLONG, rename("f", tooLong, 0));
        refused(Errno.ENAMETOOLONG, rename(tooLong, "g", RENAME_NOREPLACE));
        refused(Errno.ENAMETOOLONG, unlink(tooLong, 0));
        refused(Errno.ENAMETOOLONG, posix().mkdirat(here().dir(), z(tooLong), 0700));
        refused(Errno.ENAMETOOLONG, posix().readlinkat(here().dir(), z(tooLong), new byte[10]));
        refused(Errno.ENAMETOOLONG, posix().statx(here().dir(), z(tooLong), 0, new FileStat()));
        assertTrue(here().has("f"));
    }

    @Test
    default void twoLongestPathsFitOneCall() {
        here().file("f", "text");
        must(rename("./".repeat(2047) + "f", "./".repeat(2047) + "g", RENAME_NOREPLACE));
        assertEquals("text", here().text("g"));
    }

    @Test
    default void listingShowsEveryNameOnce() {
        Set<Name> expected = new HashSet<>();
        for (int i = 0; i < 400; i++) {
            Name name = Name.of("n".repeat(i % 250) + i);
            expected.add(name);
            must(posix().mkdirat(here().dir(), name.terminated(), 0700));
        }
        assertEquals(expected.size(), here().names().size());
        assertEquals(expected, new HashSet<>(here().names()));
    }

    @Test
    default void listingNeedsADirectoryAndRoom() {
        refused(Errno.ENOTDIR, posix().getdents(here().create("f"), new byte[1024]));
        refused(Errno.EINVAL, posix().getdents(here().open(".", O_RDONLY), new byte[8]));
    }

    @Test
    default void listingEndsWithZero() {
        int fd = here().open(".", O_RDONLY);
        assertTrue(posix().getdents(fd, new byte[1024]) > 0);
        assertEquals(0, posix().getdents(fd, new byte[1024]));
    }

    @Test
    default void linkTargetIsBytesAndMayBeCut() {
        byte[] target = {'.', '/', (byte) 0xff, (byte) 0xfe, 'x'};
        symlink(Arrays.copyOf(target, 6), Name.ofBytes(new byte[] {(byte) 0x80}));
        byte[] name = {(byte) 0x80, 0};
        byte[] whole = Workspace.ofByte(8, '.');
        assertEquals(5, posix().readlinkat(here().dir(), name, whole));
        assertArrayEquals(new byte[] {'.', '/', (byte) 0xff, (byte) 0xfe, 'x', '.', '.', '.'}, whole);
        byte[] cut = new byte[3];
        assertEquals(3, posix().readlinkat(here().dir(), name, cut));
        assertArrayEquals(Arrays.copyOf(target, 3), cut);
    }

    @Test
    default void onlyALinkHasATarget() {
        here().file("f", "");
        refused(Errno.EINVAL, posix().readlinkat(here().dir(), z("f"), new byte[10]));
        refused(Errno.ENOENT, posix().readlinkat(here().dir(), z("nothing"), new byte[10]));
    }

    @Test
    default void callsKeepNothingOfTheirNames() {
        byte[] name = "f\0".getBytes(StandardCharsets.US_ASCII);
        here().file("f", "text");
        must(posix().renameat2(here().dir(), name, here().dir(), z("g"), 0));
        name[0] = 'x';
        must(posix().mkdirat(here().dir(), name, 0700));
        assertEquals(Set.of(Name.of("g"), Name.of("x")), new HashSet<>(here().names()));
        assertArrayEquals(new byte[] {'x', 0}, name);
    }

    private int link(String from, String to, int flags) {
        return posix().linkat(here().dir(), z(from), here().dir(), z(to), flags);
    }

    private int rename(String from, String to, int flags) {
        return posix().renameat2(here().dir(), z(from), here().dir(), z(to), flags);
    }

    private int unlink(String name, int flags) {
        return posix().unlinkat(here().dir(), z(name), flags);
    }
}
