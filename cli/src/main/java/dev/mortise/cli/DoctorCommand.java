package dev.mortise.cli;

import dev.mortise.posix.BackendUnavailableException;
import dev.mortise.posix.Errno;
import dev.mortise.posix.FileSystemKind;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.probe.Findings;
import dev.mortise.testkit.storm.Examination;
import dev.mortise.testkit.storm.SecondProcessLostException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code mortise doctor}: what locks can do in a directory, tried by two processes, and what each backend lacks. */
@Command(
        name = "doctor",
        description = {
            "Tells what locks and names can do in a directory, each result shown by two real processes that try it, and which"
                    + " backends can be used.",
            "",
            "Everything happens in one private subdirectory, which is removed again. A result is ok; refused, with the"
                    + " kernel's reason or what went wrong; or unsupported.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = MortiseCommand.Version.class,
        sortOptions = false,
        exitCodeOnInvalidInput = Exit.USAGE,
        exitCodeOnExecutionException = Exit.INTERNAL,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the findings are complete, whatever they are: also on a file system that is full or read-only",
            "64:wrong usage",
            "66:DIR is missing, or is no directory",
            "69:no backend can be used, or not the one that --backend names; the rest is told",
            "71:operating-system error, such as a second process that cannot live here",
            "77:no permission to open DIR, or to make anything in it; what can be told is told"
        })
final class DoctorCommand implements Callable<Integer> {

    private static final int OPEN_FLAGS = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC;

    @Spec
    @Nullable
    CommandSpec spec;

    @ParentCommand
    @Nullable
    MortiseCommand parent;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "The directory. Default: the current one. Its name may be any bytes, in any locale.")
    String directory = ".";

    @Option(
            names = "--json",
            description =
                    "Print one JSON object and nothing else. In it, magic is the file system's number as a string in"
                            + " hexadecimal, such as \"0xef53\"; bytes of a path that are not UTF-8 stand as \\xNN.")
    boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Diagnosis.Backend> backends = Diagnosis.Backend.all();
        Door door;
        try {
            door = Door.open(parent == null ? null : parent.backend);
        } catch (BackendUnavailableException e) {
            tell(undiagnosed(backends));
            throw e;
        }
        Diagnosis diagnosis = examine(door, backends);
        tell(diagnosis);
        if (diagnosis.isForbidden()) {
            throw new Refusal(
                    Exit.PERMISSION,
                    "no permission to make files in " + diagnosis.path() + "; name a directory in which this user may");
        }
        return Exit.OK;
    }

    private void tell(Diagnosis diagnosis) {
        PrintWriter out = commandSpec().commandLine().getOut();
        if (json) {
            out.println(DoctorReport.json(diagnosis));
        } else {
            new DoctorReport(out, diagnosis).print();
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Finding out
    // ---------------------------------------------------------------------------------------------------------------

    private Diagnosis undiagnosed(List<Diagnosis.Backend> backends) {
        return new Diagnosis(
                Host.kernel(null),
                Host.jdk(),
                null,
                Words.printable(
                        directory.startsWith("/")
                                ? directory
                                : AbsolutePath.below(System.getProperty("user.dir"), directory)),
                FileSystemKind.unknown(),
                Findings.untried("no backend was opened to try it with"),
                backends);
    }

    private Diagnosis examine(Door door, List<Diagnosis.Backend> backends) throws IOException, InterruptedException {
        Posix posix = door.posix();
        byte[] path = Words.terminated(Words.bytes(directory));
        int fd = open(posix, path);
        try {
            return new Diagnosis(
                    Host.kernel(posix),
                    Host.jdk(),
                    door.name(),
                    Words.printable(Words.string(AbsolutePath.of(posix, Words.bytes(directory)))),
                    FileSystemKind.of(posix, fd),
                    findings(new Examination(posix, door.name(), fd, path)),
                    backends);
        } finally {
            posix.close(fd);
        }
    }

    private static Findings findings(Examination examination) throws IOException, InterruptedException {
        try {
            return examination.run();
        } catch (SecondProcessLostException e) {
            throw new Refusal(Exit.OS_ERROR, e.getMessage() + "; nothing was found out");
        }
    }

    private int open(Posix posix, byte[] path) {
        int fd = posix.openat(Posix.AT_FDCWD, path, OPEN_FLAGS, 0);
        if (fd >= 0) {
            return fd;
        }
        int code =
                switch (-fd) {
                    case Errno.ENOENT, Errno.ENOTDIR, Errno.ELOOP, Errno.ENAMETOOLONG -> Exit.CANNOT_OPEN;
                    default -> Exit.ofErrno(-fd);
                };
        throw new Refusal(
                code,
                "cannot open '" + Words.printable(directory) + "': " + Errno.describe(-fd) + "; name a directory");
    }

    private CommandSpec commandSpec() {
        return Objects.requireNonNull(spec, "picocli sets it before call()");
    }
}
