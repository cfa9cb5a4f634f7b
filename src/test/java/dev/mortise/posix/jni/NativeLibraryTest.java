package dev.mortise.posix.jni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mortise.posix.BackendUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NativeLibraryTest {

    private static final String GRANTED = "--enable-native-access=ALL-UNNAMED";
    private static final int JAVA_THAT_MAY_DENY = 24;

    @TempDir
    Path directory;

    @Test
    void libraryIsLoadedOnceAndNothingStays() throws Exception {
        ChildJvm child = open(List.of(), GRANTED, inDirectory(directory));
        assertThat(child.output()).startsWith("opened by ").hasLineCount(1);
        assertThat(child.exitCode()).isZero();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void temporaryDirectoryServesUnlessAnotherIsNamed() throws Exception {
        ChildJvm child = open(List.of(), GRANTED, "-Djava.io.tmpdir=" + directory);
        assertThat(child.output()).startsWith("opened by ");
        assertThat(directory).isEmptyDirectory();
        assertThat(open(List.of(), GRANTED, "-Djava.io.tmpdir=" + directory, inDirectory(directory.resolve("none")))
                        .output())
                .contains(directory.resolve("none").toString());
    }

    @Test
    void relativeDirectoryMeansTheWorkingDirectory() throws Exception {
        ChildJvm child = open(List.of(), GRANTED, "-Dmortise.native.dir=.");
        assertThat(child.output()).startsWith("opened by ");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void deniedNativeAccessNamesTheFlag() throws Exception {
        boolean mayDeny = Runtime.version().feature() >= JAVA_THAT_MAY_DENY;
        List<String> options = new ArrayList<>(List.of(inDirectory(directory)));
        options.addAll(mayDeny ? List.of("--illegal-native-access=deny") : List.of());
        ChildJvm child = open(List.of(), options.toArray(String[]::new));
        if (mayDeny) {
            assertThat(child.output())
                    .isEqualToIgnoringNewLines("backend jni may not load native code; start java with " + GRANTED);
            assertThat(child.exitCode()).isEqualTo(3);
        } else {
            assertThat(child.output()).startsWith("opened by ");
        }
        assertThat(directory).isEmptyDirectory();
    }

    /** In a child: the C library keeps a part of what it could not map, and that would keep the mount busy. */
    @Test
    void noexecDirectoryIsRefusedWithTheProperty() throws Exception {
        Path mounted = Files.createDirectory(directory.resolve("noexec"));
        try (SmallMount noexec = SmallMount.with("noexec,size=256k", mounted)) {
            ChildJvm child = open(List.of(), GRANTED, inDirectory(noexec.path()));
            assertThat(child.output())
                    .isEqualToIgnoringNewLines("backend jni cannot load its library from " + mounted
                            + ", which is mounted noexec; name another directory with -Dmortise.native.dir=DIR");
            assertThat(child.exitCode()).isEqualTo(3);
            assertThat(mounted).isEmptyDirectory();
        }
    }

    @Test
    void readOnlyDirectoryIsRefused() throws Exception {
        byte[] image = ShimImage.bytes();
        try (SmallMount readOnly = SmallMount.with("ro", directory)) {
            assertThat(refusal(image, readOnly.path())).isEqualTo(cannotUnpack(directory, "Read-only file system"));
        }
    }

    @Test
    void fullDirectoryIsRefusedAndNothingStays() throws Exception {
        byte[] image = ShimImage.bytes();
        try (SmallMount tiny = SmallMount.with("size=4k", directory)) {
            assertThat(refusal(image, tiny.path())).isEqualTo(cannotUnpack(directory, "No space left on device"));
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void missingDirectoryIsRefused() {
        Path missing = directory.resolve("missing");
        assertThat(refusal(ShimImage.bytes(), missing)).isEqualTo(cannotUnpack(missing, "there is no such directory"));
    }

    @Test
    void fileInPlaceOfTheDirectoryIsRefused() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(refusal(ShimImage.bytes(), file)).isEqualTo(cannotUnpack(file, "Not a directory"));
    }

    /** Root is held to permission bits only without the capability to override them. */
    @Test
    void directoryWithoutPermissionIsRefused() throws Exception {
        boolean root = Files.getAttribute(directory, "unix:uid").equals(0);
        Path locked = Files.createDirectory(
                directory.resolve("locked"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        List<String> prefix = root ? List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search") : List.of();
        ChildJvm child = open(prefix, GRANTED, inDirectory(locked));
        assertThat(child.output()).isEqualToIgnoringNewLines(cannotUnpack(locked, "permission denied"));
        assertThat(child.exitCode()).isEqualTo(3);
    }

    @Test
    void whatIsNoLibraryIsRefusedAndNothingStays() {
        assertThat(refusal(new byte[10_000], directory))
                .startsWith("backend jni cannot load its library from " + directory + ": ")
                .endsWith("; use another backend, or name a directory that is not mounted noexec"
                        + " with -Dmortise.native.dir=DIR")
                .doesNotContain("libmortise.so");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void missingLibraryIsRefused() {
        assertThat(message(() -> NativeLibrary.image("/native/linux-none/libmortise.so")))
                .isEqualTo("backend jni is not in this jar, which was built without gcc or for another architecture;"
                        + " build Mortise with gcc and make installed, or use another backend");
    }

    @Test
    void libraryOfAnotherInterfaceIsRefused() {
        assertThat(message(() -> NativeLibrary.requireInterface(7)))
                .isEqualTo("backend jni has a library with interface 7, its classes need " + NativeLibrary.INTERFACE
                        + "; use a mortise.jar that was built in one piece");
    }

    private ChildJvm open(List<String> prefix, String... options) throws Exception {
        ShimImage.assumeBuilt();
        return ChildJvm.run(prefix, List.of(options), OpenJni.class, directory);
    }

    private static String inDirectory(Path path) {
        return "-D" + NativeLibrary.DIRECTORY_PROPERTY + "=" + path;
    }

    private static String cannotUnpack(Path path, String reason) {
        return "backend jni cannot unpack its library in " + path + ": " + reason
                + "; name a directory that can be written and is not mounted noexec with -Dmortise.native.dir=DIR";
    }

    private static String refusal(byte[] image, Path where) {
        return message(() -> NativeLibrary.load(image, where.toString()));
    }

    private static String message(org.assertj.core.api.ThrowableAssert.ThrowingCallable refused) {
        return String.valueOf(
                catchThrowableOfType(BackendUnavailableException.class, refused).getMessage());
    }
}
