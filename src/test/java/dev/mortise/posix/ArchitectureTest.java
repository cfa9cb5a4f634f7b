package dev.mortise.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.posix.abi.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {

    @ParameterizedTest
    @CsvSource({"amd64, X86_64", "x86_64, X86_64", "aarch64, AARCH64", "ARM64, AARCH64"})
    void linuxRunsOnTwo(String word, Architecture expected) {
        assertEquals(expected, Architecture.of("Linux", word));
    }

    @ParameterizedTest
    @CsvSource({"Windows 11, amd64", "Mac OS X, aarch64", "Linux, riscv64", "Linux, x86", "'', ''"})
    void everyOtherPlatformIsRefusedInOneSentence(String system, String word) {
        BackendUnavailableException refusal =
                assertThrows(BackendUnavailableException.class, () -> Architecture.of(system, word));
        assertEquals(
                "this is " + system + " on " + word
                        + "; Mortise runs on Linux, on x86-64 and aarch64, and nowhere else",
                refusal.getMessage());
    }

    @Test
    void onlyDirectoryAndNofollowAreTranslated() {
        int plain = Posix.O_RDWR | Posix.O_CREAT | Posix.O_EXCL | Posix.O_CLOEXEC;
        for (Architecture architecture : Architecture.values()) {
            assertEquals(plain, architecture.openFlags(plain));
        }
        int both = Posix.O_DIRECTORY | Posix.O_NOFOLLOW;
        assertEquals(both, Architecture.X86_64.openFlags(both));
        assertEquals(0140000, Architecture.AARCH64.openFlags(both));
        assertEquals(020040000, Architecture.AARCH64.openFlags(Posix.O_TMPFILE));
    }

    @Test
    void flagOutsideTheVocabularyIsNamed() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Architecture.X86_64.openFlags(Posix.O_RDWR | 01000));
        assertTrue(String.valueOf(refusal.getMessage()).contains("01000"), refusal::getMessage);
    }
}
