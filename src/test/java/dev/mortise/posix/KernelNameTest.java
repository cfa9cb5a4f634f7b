package dev.mortise.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KernelNameTest {

    @Test
    void fieldsAreReadInTheKernelsOrder() throws Exception {
        KernelName name = KernelName.of(TestBackend.best());
        assertEquals("Linux", name.system());
        assertEquals(System.getProperty("os.version"), name.release());
        assertEquals(Files.readString(Path.of("/proc/sys/kernel/hostname")).strip(), name.node());
        assertTrue(name.machine().matches("x86_64|aarch64"), name.machine());
    }
}
