package dev.mortise.posix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameTest {

    private static final byte[] UMLAUT = {(byte) 0xc3, (byte) 0xa4};
    private static final byte[] NOT_UTF_8 = {(byte) 0xff, (byte) 0xfe, '%', '4', '1', ' '};

    @Test
    void nameIsItsBytesAndOneNul() {
        assertArrayEquals(new byte[] {'a', 0}, Name.of("a").terminated());
        assertArrayEquals(
                new byte[] {(byte) 0xc3, (byte) 0xa4, 0}, Name.of("\u00e4").terminated());
        assertEquals(Name.of("\u00e4"), Name.ofBytes(UMLAUT));
        assertEquals(Name.of("\u00e4").hashCode(), Name.ofBytes(UMLAUT).hashCode());
        assertNotEquals(Name.of("a"), Name.of("b"));
    }

    @Test
    void bytesAreCopied() {
        byte[] bytes = {'a'};
        Name name = Name.ofBytes(bytes);
        bytes[0] = 'b';
        assertEquals(Name.of("a"), name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/", "a\0b", "\0"})
    void whatIsNotOneComponentIsRefused(String component) {
        assertThrows(IllegalArgumentException.class, () -> Name.of(component));
    }

    @Test
    void namesThatOnlyLookDangerousAreTaken() {
        for (String component : List.of("...", ".a", "..a", " ", "\n", "-rf", "\\")) {
            assertEquals(component.length() + 1, Name.of(component).terminated().length);
        }
    }

    @Test
    void lengthIsCountedInBytes() {
        assertEquals(256, Name.of("n".repeat(255)).terminated().length);
        assertThrows(IllegalArgumentException.class, () -> Name.of("n".repeat(256)));
        assertThrows(IllegalArgumentException.class, () -> Name.of("\u00e4".repeat(128)));
    }

    @Test
    void terminationIsRequired() {
        byte[] good = {'a', 0};
        assertSame(good, Name.requireTerminated(good));
        assertThrows(IllegalArgumentException.class, () -> Name.requireTerminated(new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> Name.requireTerminated(new byte[] {'a'}));
        assertThrows(IllegalArgumentException.class, () -> Name.requireTerminated(new byte[] {'a', 0, 'b', 0}));
        assertThrows(IllegalArgumentException.class, () -> Name.requireTerminated(new byte[] {0, 0}));
    }

    @Test
    void messageShowsNoControlCharacter() {
        String shown = Name.of("a\u001b[31m\n\u202e").toString();
        assertEquals("a\\u{1b}[31m\\u{a}\\u{202e}", shown);
        assertEquals("\u00e4", Name.ofBytes(UMLAUT).toString());
    }

    @Test
    void lastComponentOfAPath(@TempDir Path directory) throws IOException {
        assertEquals(Name.of("f"), Name.ofLast(directory.resolve("f")));
        assertEquals(Name.of("a b%41"), Name.ofLast(directory.resolve("a b%41")));
        Path made = Files.createDirectory(directory.resolve("made"));
        assertEquals(Name.of("made"), Name.ofLast(made));
        assertThrows(IllegalArgumentException.class, () -> Name.ofLast(Path.of("/")));
        assertThrows(IllegalArgumentException.class, () -> Name.ofLast(directory.resolve("..")));
    }

    @Test
    void pathIsAbsoluteAndTerminated() {
        assertArrayEquals("/a b/c\0".getBytes(StandardCharsets.US_ASCII), Name.pathBytes(Path.of("/a b/c")));
        assertArrayEquals("/\0".getBytes(StandardCharsets.US_ASCII), Name.pathBytes(Path.of("/")));
        String here = Path.of("x").toAbsolutePath() + "\0";
        assertArrayEquals(here.getBytes(StandardCharsets.UTF_8), Name.pathBytes(Path.of("x")));
    }

    /** {@code Path.of("ä")} throws under {@code LC_ALL=C}; a path that a listing found has its bytes all the same. */
    @Test
    void pathFromAListingKeepsTheBytesOnDisk() throws IOException {
        Posix posix = TestBackend.best();
        Workspace here = Workspace.under(posix, System.getProperty("java.io.tmpdir", "/tmp"));
        try {
            for (byte[] bytes : List.of(UMLAUT, NOT_UTF_8)) {
                assertKeptByAListing(posix, here, Name.ofBytes(bytes));
            }
        } finally {
            here.remove();
        }
    }

    private static void assertKeptByAListing(Posix posix, Workspace here, Name name) throws IOException {
        int flags = Posix.O_RDWR | Posix.O_CREAT | Posix.O_EXCL | Posix.O_CLOEXEC;
        int fd = posix.openat(here.dir(), name.terminated(), flags, 0600);
        Results.must(posix.close(fd));
        Path listed = onlyEntry(Path.of(here.base()));
        assertEquals(name, Name.ofLast(listed));
        Results.must(posix.unlinkat(Posix.AT_FDCWD, Name.pathBytes(listed), 0));
        assertEquals(List.of(), here.names());
    }

    private static Path onlyEntry(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> all = entries.toList();
            assertEquals(1, all.size());
            return all.get(0);
        }
    }

    @Test
    void pathOfAnotherProviderIsRefused(@TempDir Path directory) throws IOException {
        URI archive = URI.create("jar:" + directory.resolve("a.zip").toUri());
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> Name.pathBytes(zip.getPath("/f")));
            assertTrue(String.valueOf(refusal.getMessage()).contains("'jar'"), refusal::getMessage);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    void pathWithoutALastComponentHasNoName(String path) {
        assertThrows(IllegalArgumentException.class, () -> Name.ofLast(Path.of(path)));
    }
}
