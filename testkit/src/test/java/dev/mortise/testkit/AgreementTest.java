package dev.mortise.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mortise.posix.Backends;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same calls by chance, to the simulated kernel and to the real one, must be answered alike. The calls and their
 * arguments are few enough that most sequences make them meet.
 */
@DisplayName("the simulated kernel and the real one, call for call")
class AgreementTest {

    private static final int SEQUENCES = 100;
    private static final int CALLS = 60;

    private final Posix real = Backends.best();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyAnswerIsTheSame(long seed) throws IOException {
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            compare(seed * SEQUENCES + sequence);
        }
    }

    private void compare(long seed) throws IOException {
        Path base = Files.createDirectories(directory.resolve("s" + seed).resolve("home"));
        SimulatedKernel kernel = new SimulatedKernel();
        Bystander here = new Bystander(real, Name.pathBytes(base));
        Bystander there = new Bystander(kernel.posix(), Bystander.z("/home"));
        assumeTrue(here.knowsNamelessFiles(), "this file system has no O_TMPFILE");
        setModes(base);
        for (String[] link : Bystander.LINKS) {
            Files.createSymbolicLink(base.resolve(link[0]), Path.of(link[1]));
            kernel.symlink(Bystander.z(link[1]), Posix.AT_FDCWD, Name.of(link[0]));
        }
        run(seed, here, there);
        here.closeAll();
    }

    /** Whatever umask this process has. */
    private static void setModes(Path base) throws IOException {
        for (Path path : List.of(base, base.resolve(".."))) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static void run(long seed, Bystander here, Bystander there) {
        Random one = new Random(seed);
        Random same = new Random(seed);
        StringBuilder history = new StringBuilder();
        for (int call = 0; call < CALLS; call++) {
            String said = here.step(one);
            history.append(said).append('\n');
            assertThat(there.step(same)).as("seed %d, after%n%s", seed, history).isEqualTo(said);
        }
    }
}
