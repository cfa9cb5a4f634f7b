package dev.mortise.posix.jni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExtractionTest {

    private static final byte[] IMAGE = new byte[100_000];

    @TempDir
    Path base;

    @Test
    void fileHoldsTheImage() throws IOException {
        try (Extraction extraction = Extraction.of(IMAGE, base)) {
            assertThat(extraction.file()).isAbsolute().hasBinaryContent(IMAGE);
        }
    }

    @Test
    void nobodyElseMayEnterOrWrite() throws IOException {
        try (Extraction extraction = Extraction.of(IMAGE, base)) {
            assertThat(permissions(extraction.file().resolveSibling("."))).isEqualTo("rwx------");
            assertThat(permissions(extraction.file())).isEqualTo("rw-------");
        }
    }

    @Test
    void closingLeavesNothing() throws IOException {
        Extraction.of(IMAGE, base).close();
        assertThat(base).isEmptyDirectory();
    }

    @Test
    void closingAgainIsHarmless() throws IOException {
        Extraction extraction = Extraction.of(IMAGE, base);
        extraction.close();
        extraction.close();
    }

    @Test
    void eachHasADirectoryOfItsOwn() throws IOException {
        try (Extraction one = Extraction.of(IMAGE, base);
                Extraction other = Extraction.of(IMAGE, base)) {
            assertThat(one.file()).isNotEqualTo(other.file());
        }
    }

    @Test
    void interruptedThreadExtractsAndStaysInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        try (Extraction extraction = Extraction.of(IMAGE, base)) {
            assertThat(Thread.interrupted()).isTrue();
            assertThat(extraction.file()).hasBinaryContent(IMAGE);
        }
    }

    @Test
    void fullDiskLeavesNothing() throws Exception {
        try (SmallMount tiny = SmallMount.with("size=16k", base)) {
            assertThatThrownBy(() -> Extraction.of(IMAGE, tiny.path()))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(FileSystemException.class)
                    .hasNoSuppressedExceptions();
            assertThat(tiny.path()).isEmptyDirectory();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
