package dev.mortise.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mortise.posix.abi.Architecture;
import dev.mortise.posix.abi.KickSignal;
import dev.mortise.posix.abi.StatLayout;
import dev.mortise.posix.abi.Structs;
import dev.mortise.posix.abi.Syscall;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Holds every number on the Java side to what the C headers say, in both directions: each row of the probe is used, and
 * each constant has a row.
 */
class AbiTest {

    /** Flags that each architecture numbers in its own way: the backend hands on what {@code openFlags} makes of them. */
    private static final Map<String, Integer> OPEN_FLAGS = Map.of(
            "O_RDONLY", Posix.O_RDONLY,
            "O_WRONLY", Posix.O_WRONLY,
            "O_RDWR", Posix.O_RDWR,
            "O_APPEND", Posix.O_APPEND,
            "O_NONBLOCK", Posix.O_NONBLOCK,
            "O_DIRECTORY", Posix.O_DIRECTORY,
            "O_NOFOLLOW", Posix.O_NOFOLLOW,
            "O_CLOEXEC", Posix.O_CLOEXEC,
            "O_PATH", Posix.O_PATH,
            "O_TMPFILE", Posix.O_TMPFILE);

    private static final Map<String, Integer> CREATION_FLAGS = Map.of("O_CREAT", Posix.O_CREAT, "O_EXCL", Posix.O_EXCL);

    /** Which row proves a constant of {@link Structs}; the others carry the header's own name. */
    private static final Map<String, String> STRUCTURES = Map.ofEntries(
            Map.entry("STATX_BYTES", "size struct statx"),
            Map.entry("STATX_LINKS", "offset struct statx.stx_nlink"),
            Map.entry("STATX_UID", "offset struct statx.stx_uid"),
            Map.entry("STATX_GID", "offset struct statx.stx_gid"),
            Map.entry("STATX_MODE", "offset struct statx.stx_mode"),
            Map.entry("STATX_INODE", "offset struct statx.stx_ino"),
            Map.entry("STATX_LENGTH", "offset struct statx.stx_size"),
            Map.entry("STATX_CHANGED", "offset struct statx.stx_ctime"),
            Map.entry("STATX_MODIFIED", "offset struct statx.stx_mtime"),
            Map.entry("STATX_MAJOR", "offset struct statx.stx_dev_major"),
            Map.entry("STATX_MINOR", "offset struct statx.stx_dev_minor"),
            Map.entry("FLOCK_BYTES", "size struct flock"),
            Map.entry("FLOCK_TYPE", "offset struct flock.l_type"),
            Map.entry("FLOCK_WHENCE", "offset struct flock.l_whence"),
            Map.entry("FLOCK_START", "offset struct flock.l_start"),
            Map.entry("FLOCK_LENGTH", "offset struct flock.l_len"),
            Map.entry("FLOCK_PID", "offset struct flock.l_pid"),
            Map.entry("STATFS_BYTES", "size struct statfs"),
            Map.entry("STATFS_TYPE", "offset struct statfs.f_type"),
            Map.entry("TIMESPEC_BYTES", "size struct timespec"),
            Map.entry("SIGACTION_BYTES", "size struct sigaction"),
            Map.entry("SIGACTION_HANDLER", "offset struct sigaction.sa_handler"));

    /** The port's own words, which no header has. */
    private static final List<String> OF_THE_PORT_ALONE =
            List.of("TIME_NOW", "TIME_OMIT", "CURRENT_POSITION", "UTSNAME_BYTES");

    @Test
    void numbersAreThoseOfThisMachinesHeaders() throws IOException, InterruptedException {
        hold(Architecture.current(), HeaderRows.read(probed()));
    }

    @Test
    void numbersForAarch64AreThoseOfItsCrossHeaders() throws IOException {
        hold(Architecture.AARCH64, HeaderRows.read(committed()));
    }

    private static String probed() throws IOException, InterruptedException {
        Path probe = Path.of(System.getProperty("mortise.abi.probe", "target/native/probe"));
        assumeTrue(Files.isExecutable(probe), "ABI probe left out: built without gcc");
        Process process = new ProcessBuilder(probe.toAbsolutePath().toString()).start();
        byte[] rows = process.getInputStream().readAllBytes();
        assertEquals(0, process.waitFor());
        return new String(rows, StandardCharsets.US_ASCII);
    }

    private static String committed() throws IOException {
        try (InputStream rows = Objects.requireNonNull(AbiTest.class.getResourceAsStream("/abi/linux-aarch64.tsv"))) {
            return new String(rows.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static void hold(Architecture architecture, HeaderRows rows) {
        openFlags(architecture, rows);
        numbersWithoutConstants(rows);
        IntConstants.of(Posix.class)
                .without(OPEN_FLAGS.keySet())
                .without(CREATION_FLAGS.keySet())
                .without(OF_THE_PORT_ALONE)
                .hold("const", rows);
        IntConstants.of(Errno.class).hold("errno", rows);
        namesOfErrors();
        structures(architecture, rows);
        for (Syscall call : Syscall.values()) {
            assertEquals(rows.take("syscall", call.name().toLowerCase(Locale.ROOT)), call.number(architecture));
        }
        rows.assertAllUsed();
    }

    private static void openFlags(Architecture architecture, HeaderRows rows) {
        OPEN_FLAGS.forEach((name, flag) -> assertEquals(rows.take("const", name), architecture.openFlags(flag), name));
        CREATION_FLAGS.forEach(
                (name, flag) -> assertEquals(rows.take("const", name), architecture.openFlags(flag), name));
    }

    private static void numbersWithoutConstants(HeaderRows rows) {
        assertEquals(0, rows.take("const", "SEEK_SET"), "a range lock leaves l_whence zero");
        assertEquals(rows.take("const", "SIGRTMAX") - 5, KickSignal.configured(), "the default signal of kick");
    }

    /** Every number that Linux knows has one name, and no other number has one. */
    private static void namesOfErrors() {
        Map<String, Integer> aliases =
                Map.of("EWOULDBLOCK", Errno.EAGAIN, "ENOTSUP", Errno.EOPNOTSUPP, "EDEADLOCK", Errno.EDEADLK);
        Map<String, Long> constants = IntConstants.of(Errno.class).values();
        constants.forEach((name, number) -> {
            boolean alias = aliases.containsKey(name);
            assertEquals(alias, !Errno.name(number.intValue()).equals(name), name);
        });
        for (int number = -1; number < 4096; number++) {
            boolean known = constants.containsValue((long) number);
            assertEquals(!known, Errno.name(number).equals("errno " + number), "errno " + number);
            assertEquals(known, !Errno.describe(number).equals("errno " + number), "errno " + number);
        }
    }

    private static void structures(Architecture architecture, HeaderRows rows) {
        StatLayout stat = architecture.stat();
        rows.hold("size", "struct stat", stat.size());
        rows.hold("size", "struct stat.st_mode", Integer.BYTES);
        rows.hold("size", "struct stat.st_nlink", stat.linksBytes());
        rows.hold("offset", "struct stat.st_dev", StatLayout.DEVICE);
        rows.hold("offset", "struct stat.st_ino", StatLayout.INODE);
        rows.hold("offset", "struct stat.st_mode", stat.mode());
        rows.hold("offset", "struct stat.st_nlink", stat.links());
        rows.hold("offset", "struct stat.st_uid", stat.uid());
        rows.hold("offset", "struct stat.st_gid", stat.gid());
        rows.hold("offset", "struct stat.st_size", StatLayout.LENGTH);
        rows.hold("offset", "struct stat.st_mtim", StatLayout.MODIFIED);
        rows.hold("offset", "struct stat.st_ctim", StatLayout.CHANGED);
        rows.hold("size", "struct utsname", Posix.UTSNAME_BYTES);
        rows.hold("offset", "struct timespec.tv_sec", 0);
        rows.hold("offset", "struct timespec.tv_nsec", Structs.TIMESPEC_BYTES / 2);
        rows.hold("size", "struct statfs.f_type", Long.BYTES);
        STRUCTURES.forEach((constant, row) -> {
            String[] kindAndName = row.split(" ", 2);
            rows.hold(
                    kindAndName[0],
                    kindAndName[1],
                    IntConstants.of(Structs.class).value(constant));
        });
        rows.hold("offset", "struct sigaction.sa_mask", Structs.SIGACTION_HANDLER + Long.BYTES);
        rows.hold("offset", "struct sigaction.sa_flags", Structs.SIGACTION_HANDLER + Long.BYTES + 128);
        IntConstants.of(Structs.class).without(STRUCTURES.keySet()).hold("const", rows);
    }
}
