package dev.mortise.cli;

import dev.mortise.Hold;
import dev.mortise.KernelLock;
import dev.mortise.LockException;
import dev.mortise.LockTimeoutException;
import dev.mortise.Mortise;
import dev.mortise.ProcessLock;
import dev.mortise.RangeLock;
import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;
import dev.mortise.posix.Printable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code mortise run}: a command under a lock, as {@code flock(1)} does it. */
@Command(
        name = RunCommand.NAME,
        description = {
            "Runs a command while holding a lock on FILE, and ends with the command's exit code.",
            "",
            "The lock is flock's: 'mortise run' and flock(1) exclude each other, and the options mean the same. FILE is created"
                    + " if there is none, and is never removed. The kernel frees the lock when the last process has ended that"
                    + " inherited it, however that ends: also if only 'mortise run' itself is killed, or if the command leaves"
                    + " something behind in the background (see -o).",
            "",
            "SIGTERM, SIGINT and SIGHUP are passed on to the command. It gets standard input, output and error, the"
                    + " environment and the directory as they are, and no other open file but the lock's.",
            ""
        },
        customSynopsis = {
            "mortise run [-s] [-n | -w SECONDS] [-E CODE] [-o] [--range START:LENGTH]",
            "                   FILE [--] COMMAND [ARGUMENT...]"
        },
        mixinStandardHelpOptions = true,
        versionProvider = MortiseCommand.Version.class,
        sortOptions = false,
        exitCodeOnInvalidInput = Exit.USAGE,
        exitCodeOnExecutionException = Exit.INTERNAL,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "N:the command's own",
            "1:others have the lock: at once with -n, all the time with -w. -E chooses another code",
            "64:wrong usage",
            "66:FILE cannot be locked",
            "69:COMMAND cannot be executed, or no backend can be used",
            "128+N:the command was ended by signal N"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mortise run /run/lock/backup -- rsync -a data/ backup/",
            "  mortise run -n nightly.lock -- ./nightly || echo 'still at it'",
            "  mortise run -s -w 2.5 db.lock -- sh -c 'report | mail admin'"
        })
final class RunCommand implements Callable<Integer> {

    static final String NAME = "run";

    private static final String END_OF_OPTIONS = "--";
    private static final int MOST_CODE = 255;

    @Spec
    @Nullable
    CommandSpec spec;

    @ParentCommand
    @Nullable
    MortiseCommand parent;

    @Option(
            names = {"-s", "--shared"},
            description = "Share the lock with others that share it.")
    boolean shared;

    @Option(
            names = {"-x", "-e", "--exclusive"},
            description = "Have the lock alone. The default.")
    boolean exclusive;

    @Option(
            names = {"-n", "--nb", "--nonblock"},
            description = "Do not wait.")
    boolean once;

    @Option(
            names = {"-w", "--wait", "--timeout"},
            paramLabel = "SECONDS",
            converter = Seconds.class,
            description = "Wait no longer. Fractions are fine; 0 is one try.")
    @Nullable
    Duration timeout;

    @Option(
            names = {"-E", "--conflict-exit-code"},
            paramLabel = "CODE",
            description = "Exit code if others have the lock. Default: ${DEFAULT-VALUE}.")
    int conflictCode = Exit.CONFLICT;

    @Option(
            names = {"-o", "--close"},
            description =
                    "Do not let the command inherit the lock: it ends with the command, whatever that leaves in the"
                            + " background, but also if 'mortise run' is killed.")
    boolean close;

    @Option(
            names = "--range",
            paramLabel = "START:LENGTH",
            description =
                    "Lock only these bytes of FILE. Excludes POSIX locks, such as those of fcntl, lockf and Java's"
                            + " FileChannel, but not flock(1).")
    @Nullable
    String range;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            hideParamSyntax = true,
            description = "What to lock. Options come before it.")
    @Nullable
    String file;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "COMMAND",
            hideParamSyntax = true,
            description =
                    "What to run, looked for in PATH, and its arguments. Write -- before one that begins with a dash.")
    @Nullable
    List<String> words;

    /** What follows FILE is the command's: no option of ours, whatever it looks like. */
    static void leaveTheCommandAlone(CommandLine mortise) {
        Objects.requireNonNull(mortise.getSubcommands().get(NAME), NAME).setStopAtPositional(true);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        require(!(shared && exclusive), "a lock is shared or exclusive: -s or -x");
        require(conflictCode >= 0 && conflictCode <= MOST_CODE, "-E takes 0 to 255, not " + conflictCode);
        List<String> command = command();
        Posix posix = Door.open(parent == null ? null : parent.backend).posix();
        Program program = new Program(posix, command, Environment.given(), Signals.ignored());
        Hold hold = acquire(posix);
        return close ? runAlone(posix, program, hold) : runWith(posix, program, hold);
    }

    private static int runAlone(Posix posix, Program program, Hold hold) {
        try (hold) {
            return run(posix, program);
        }
    }

    /** At the end this process's descriptor is closed and no more: to unlock would end the lock for whoever inherited it. */
    private static int runWith(Posix posix, Program program, Hold hold) {
        try {
            return run(posix, program, hold.descriptor());
        } finally {
            posix.close(hold.descriptor());
        }
    }

    private static int run(Posix posix, Program program, int... inherited) {
        int result = new Child(posix).run(() -> program.start(inherited));
        if (result < 0) {
            throw cannotExecute(program.name(), -result);
        }
        return result;
    }

    private static Refusal cannotExecute(String name, int errno) {
        String next =
                switch (errno) {
                    case Errno.ENOENT ->
                        name.contains("/")
                                ? "no such file, or not the interpreter that it names"
                                : "it is in no directory of PATH";
                    case Errno.EACCES -> "it is no program that this user may execute";
                    default -> "the kernel refuses to start it";
                };
        boolean exhausted = errno == Errno.EAGAIN || errno == Errno.ENOMEM;
        return new Refusal(
                exhausted ? Exit.OS_ERROR : Exit.UNSUPPORTED,
                "cannot execute '" + Words.printable(name) + "': " + Errno.describe(errno) + "; " + next);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The lock
    // ---------------------------------------------------------------------------------------------------------------

    private Hold acquire(Posix posix) throws InterruptedException {
        Path path = AbsolutePath.jdk(AbsolutePath.of(posix, Words.bytes(file())));
        ProcessLock lock = lock(Mortise.on(posix), path);
        try {
            Duration patience = once ? Duration.ZERO : timeout;
            return patience == null ? lock.acquire() : lock.acquire(patience);
        } catch (LockTimeoutException e) {
            throw new Refusal(conflictCode, said(e, path));
        } catch (LockException e) {
            throw new Refusal(Exit.CANNOT_OPEN, said(e, path));
        }
    }

    private ProcessLock lock(Mortise mortise, Path path) {
        if (range == null) {
            KernelLock lock = mortise.kernelLock(path);
            return shared ? lock.shared() : lock;
        }
        RangeLock lock = Bytes.lock(mortise, path, range, commandLine());
        return shared ? lock.shared() : lock;
    }

    /** The lock's own sentence, with FILE as it was given and options in the place of methods. */
    private String said(LockException e, Path path) {
        String sentence = String.valueOf(e.getMessage());
        return Words.printable(
                sentence.replace(Printable.of(path.toString()), file()).replace("shared() is", "-s is"));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The words
    // ---------------------------------------------------------------------------------------------------------------

    private String file() {
        if (file == null) {
            throw misuse("FILE is missing");
        }
        require(!file.isEmpty(), "FILE is an empty word; perhaps a variable is not set");
        return file;
    }

    private List<String> command() {
        String given = file();
        List<String> all = words == null ? List.of() : words;
        boolean marked = !all.isEmpty() && all.get(0).equals(END_OF_OPTIONS);
        List<String> command = marked ? all.subList(1, all.size()) : all;
        require(!command.isEmpty(), "the command is missing after FILE, which is '" + given + "'");
        require(
                marked || !command.get(0).startsWith("-"),
                "'" + command.get(0)
                        + "' comes after FILE; options come before it, and -- before a command that begins so");
        return command;
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw misuse(otherwise);
        }
    }

    private ParameterException misuse(String sentence) {
        return new ParameterException(commandLine(), sentence);
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec, "picocli sets it before call()").commandLine();
    }

    /** As flock(1) takes them. */
    static final class Seconds implements ITypeConverter<Duration> {

        private static final Pattern NUMBER = Pattern.compile("\\d+\\.?\\d*|\\.\\d+");
        private static final int NANO_DIGITS = 9;
        private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

        @Override
        public Duration convert(String text) {
            if (!NUMBER.matcher(text).matches()) {
                throw new TypeConversionException("-w takes seconds such as 5 or 0.5, not '" + text + "'");
            }
            BigDecimal nanos = new BigDecimal(text).movePointRight(NANO_DIGITS);
            return Duration.ofNanos(nanos.min(MOST).longValue());
        }
    }
}
