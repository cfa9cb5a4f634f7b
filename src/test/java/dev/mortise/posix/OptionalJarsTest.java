package dev.mortise.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mortise.posix.abi.Architecture;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the backends over optional jars say when the jar, or the JVM, is not as they need it; and that the others work. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OptionalJarsTest {

    private static final String OLD_JARS = System.getProperty("mortise.old.jars", "target/old-jars");
    private static final String EVERY_MODULE = "com.sun.jna,org.jnrproject.posix,org.objectweb.asm.util";

    @TempDir
    Path directory;

    @Test
    void missingJarIsNamed() {
        ChildJvm.Outcome survey = ChildJvm.of("all").without(".*").run("survey");
        assertSays(
                survey,
                "jnr",
                "backend jnr needs com.github.jnr:jnr-posix:3.2.5, which is not on the class path;"
                        + " add com.github.jnr:jnr-posix:3.2.5 to the class path");
        assertSays(
                survey,
                "jna",
                "backend jna needs net.java.dev.jna:jna:5.19.1, which is not on the class path;"
                        + " add net.java.dev.jna:jna:5.19.1 to the class path");
    }

    /** Without a library of its own, and on a Java without the other interface, a backend over a jar is the best. */
    @Test
    void bestOnOldJavaGoesDownTheOrder() {
        if (Runtime.version().feature() >= 22) {
            return;
        }
        assertEquals("JnrPosix", bestWithout("nothing"));
        assertEquals("JnaPosix", bestWithout("jnr-posix-.*"));
        assertEquals("no backend can be used here", bestWithout("jnr-posix-.*|jna-.*"));
    }

    private static String bestWithout(String jars) {
        return best(ChildJvm.of("all").with("-Dmortise.native.dir=/proc/self").without(jars));
    }

    @Test
    void bestIsWhatNativeAccessIsGrantedTo() {
        if (!mayDeny()) {
            return;
        }
        assertEquals("FfmPosix", bestGranted("dev.mortise,org.jnrproject.jffi,com.sun.jna"));
        assertEquals("JnrPosix", bestGranted("org.jnrproject.jffi,com.sun.jna"));
        assertEquals("JnaPosix", bestGranted("com.sun.jna"));
        assertEquals("no backend can be used here", bestGranted("java.base"));
    }

    private static String bestGranted(String modules) {
        return best(ChildJvm.of("all")
                .onTheModulePath()
                .with("--add-modules=" + EVERY_MODULE)
                .grantingNativeAccessTo(modules));
    }

    private static String best(ChildJvm child) {
        ChildJvm.Outcome outcome = child.run("best");
        outcome.assertExit(0);
        return String.join("|", outcome.lines());
    }

    @Test
    void missingJarBelowTheJarIsSaid() {
        assertSays(
                ChildJvm.of("all").without("jffi-1.*|jffi-[0-9.]+.jar").run("survey"),
                "jnr",
                "backend jnr needs the jars that come with com.github.jnr:jnr-posix, and there is no"
                        + " com.kenai.jffi.Library; let the build tool bring all that com.github.jnr:jnr-posix depends"
                        + " on");
    }

    @Test
    void unresolvedModuleIsNamed() {
        ChildJvm.Outcome survey = ChildJvm.of("all").onTheModulePath().run("survey");
        assertSays(
                survey,
                "jnr",
                "backend jnr needs com.github.jnr:jnr-posix:3.2.5, which is not among the modules of this JVM;"
                        + " put it on the module path and start java with"
                        + " --add-modules org.jnrproject.posix,org.objectweb.asm.util");
        assertSays(
                survey,
                "jna",
                "backend jna needs net.java.dev.jna:jna:5.19.1, which is not among the modules of this JVM;"
                        + " put it on the module path and start java with --add-modules com.sun.jna");
    }

    @Test
    void halfResolvedModulesAreSaid() {
        assertSays(
                ChildJvm.of("all")
                        .onTheModulePath()
                        .with("--add-modules=org.jnrproject.posix")
                        .run("survey"),
                "jnr",
                "backend jnr needs the jars that come with com.github.jnr:jnr-posix, and there is no"
                        + " org.objectweb.asm.ClassVisitor; start java with"
                        + " --add-modules org.jnrproject.posix,org.objectweb.asm.util");
    }

    @Test
    void oldJarBeforeTheOtherIsRefused() {
        ChildJvm.Outcome survey = ChildJvm.of("all")
                .before(old("jnr-posix.jar"))
                .before(old("jna.jar"))
                .run("survey");
        assertSays(
                survey,
                "jnr",
                "backend jnr needs com.github.jnr:jnr-posix 3.2.5 or newer, but the first one found is 3.1.20;"
                        + " use com.github.jnr:jnr-posix:3.2.5 and put it before any other");
        assertSays(
                survey,
                "jna",
                "backend jna needs net.java.dev.jna:jna 5.13.0 or newer, but the first one found is 5.8.0;"
                        + " use net.java.dev.jna:jna:5.19.1 and put it before any other");
    }

    @Test
    void oldJarBehindTheOtherIsHarmless() {
        assertSays(ChildJvm.of("all").behind(old("jna.jar")).run("survey"), "jna", "usable");
    }

    @Test
    void nativeLibraryOfAnotherJnaIsRefused() throws Exception {
        String resource = "com/sun/jna/linux-" + (isX86() ? "x86-64" : "aarch64") + "/libjnidispatch.so";
        try (FileSystem jar = FileSystems.newFileSystem(old("jna.jar"))) {
            Files.copy(jar.getPath(resource), directory.resolve("libjnidispatch.so"));
        }
        assertSays(
                ChildJvm.of("all").with("-Djna.boot.library.path=" + directory).run("survey"),
                "jna",
                "backend jna cannot use net.java.dev.jna:jna: There is an incompatible JNA native library installed on"
                        + " this system; use net.java.dev.jna:jna:5.19.1 with its own library and no other, or name a"
                        + " directory that can be written and is not mounted noexec with -Djna.tmpdir=DIR");
    }

    @Test
    void deniedNativeAccessNamesTheFlagOnTheClassPath() {
        if (!mayDeny()) {
            return;
        }
        ChildJvm.Outcome survey = ChildJvm.of("all").denyingNativeAccess().run("survey");
        for (String backend : new String[] {"jnr", "jna"}) {
            assertSays(
                    survey,
                    backend,
                    "backend " + backend + " may not load native code;"
                            + " start java with --enable-native-access=ALL-UNNAMED");
        }
    }

    @Test
    void deniedNativeAccessNamesTheModuleThatLoads() {
        if (!mayDeny()) {
            return;
        }
        ChildJvm.Outcome survey = ChildJvm.of("all")
                .onTheModulePath()
                .with("--add-modules=" + EVERY_MODULE)
                .denyingNativeAccess()
                .run("survey");
        assertSays(
                survey,
                "jnr",
                "backend jnr may not load native code; start java with --enable-native-access=org.jnrproject.jffi");
        assertSays(
                survey,
                "jna",
                "backend jna may not load native code; start java with --enable-native-access=com.sun.jna");
    }

    @Test
    void namedModulesAreEnough() {
        ChildJvm child = ChildJvm.of("all").onTheModulePath().with("--add-modules=" + EVERY_MODULE);
        ChildJvm.Outcome survey = mayDeny()
                ? child.grantingNativeAccessTo("org.jnrproject.jffi,com.sun.jna")
                        .run("survey")
                : child.run("survey");
        assertSays(survey, "jnr", "usable");
        assertSays(survey, "jna", "usable");
    }

    @Test
    void directoryMountedNoexecNamesTheProperty() throws Exception {
        ChildJvm.Outcome survey = ChildJvm.of("all")
                .with("-Djna.tmpdir=" + directory)
                .with("-Djffi.extract.dir=" + directory)
                .under(
                        "unshare",
                        "--mount",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o noexec none " + directory + " && exec \"$@\"")
                .under("sh")
                .run("survey");
        assumeTrue(!survey.lines().isEmpty() && survey.exit() == 0, "mount refused by the kernel");
        assertSays(
                survey,
                "jnr",
                "backend jnr cannot load the library of com.github.jnr:jnr-posix from a directory that is mounted"
                        + " noexec; name a directory that can be written and is not mounted noexec with"
                        + " -Djffi.extract.dir=DIR");
        assertSays(
                survey,
                "jna",
                "backend jna cannot load the library of net.java.dev.jna:jna from a directory that is mounted noexec;"
                        + " name a directory that can be written and is not mounted noexec with -Djna.tmpdir=DIR");
    }

    @Test
    void directoryThatCannotBeWrittenNamesTheProperty() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        ChildJvm.Outcome survey = ChildJvm.of("all")
                .with("-Djna.tmpdir=" + file)
                .with("-Djffi.extract.dir=/proc/self")
                .run("survey");
        assertSays(
                survey,
                "jnr",
                "backend jnr cannot unpack the library of com.github.jnr:jnr-posix in /proc/self, which cannot be written;"
                        + " name a directory that can be written and is not mounted noexec with"
                        + " -Djffi.extract.dir=DIR");
        assertSays(
                survey,
                "jna",
                "backend jna cannot unpack the library of net.java.dev.jna:jna in " + file
                        + ", which cannot be written;"
                        + " name a directory that can be written and is not mounted noexec with -Djna.tmpdir=DIR");
        assertEquals(4, survey.lines().size(), survey::toString);
    }

    private static void assertSays(ChildJvm.Outcome survey, String backend, String expected) {
        String said = survey.lines().stream()
                .filter(line -> line.startsWith(backend + ": "))
                .findFirst()
                .orElse("nothing");
        assertEquals(backend + ": " + expected, said, survey::toString);
        survey.assertExit(0);
    }

    private static Path old(String jar) {
        Path path = Path.of(OLD_JARS, jar).toAbsolutePath();
        assumeTrue(Files.exists(path), "not run by the build: there is no " + path);
        return path;
    }

    private static boolean isX86() {
        return Architecture.current() == Architecture.X86_64;
    }

    private static boolean mayDeny() {
        return Runtime.version().feature() >= 24;
    }
}
