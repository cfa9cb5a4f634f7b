package dev.mortise.cli;

import dev.mortise.posix.BackendUnavailableException;
import dev.mortise.testkit.KernelRefusedException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The program {@code mortise}. */
public final class Main {

    private static final String TRACE = "mortise.trace";

    private Main() {}

    /**
     * Runs a command and ends the JVM with its exit code.
     *
     * @param args the words after {@code mortise}
     */
    @SuppressWarnings("SystemOut") // the one place that knows the real streams
    public static void main(String[] args) {
        PrintWriter out = writer(System.out);
        int exit = run(Words.asGiven(args), out, writer(System.err));
        System.exit(exit == Exit.OK && out.checkError() ? Exit.IO_ERROR : exit);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, Charset.defaultCharset()), true);
    }

    /** Runs a command; never throws. */
    static int run(String[] args, PrintWriter out, PrintWriter err) {
        CommandLine commandLine = new CommandLine(new MortiseCommand())
                .setExpandAtFiles(false)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((e, words) -> misused(e))
                .setExecutionExceptionHandler((e, command, result) -> failed(e, command.getErr()));
        RunCommand.leaveTheCommandAlone(commandLine);
        try {
            return commandLine.execute(args);
        } catch (Throwable e) {
            return failed(e, err);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static int misused(CommandLine.ParameterException e) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        say(command.getErr(), Words.printable(misuse(e)) + "; see '" + name + " --help'");
        return Exit.USAGE;
    }

    /** What picocli says, in our tone. */
    private static String misuse(CommandLine.ParameterException e) {
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            boolean choosing = e.getCommandLine().getParent() == null;
            String kind = unmatched.isUnknownOption() ? "option" : choosing ? "command" : "argument";
            return "unknown " + kind + " '" + word + "'";
        }
        return String.valueOf(e.getMessage())
                .replace("Invalid value for option", "invalid value for option")
                .replace("Missing required parameter for option", "missing value for option")
                .replaceAll("is not an? (int|long|double)", "is not a usable number")
                .replaceAll("cannot convert ('.*') to interface java.nio.file.Path .*", "$1 is no path in this locale");
    }

    private static int failed(Throwable e, PrintWriter err) {
        if (Boolean.getBoolean(TRACE)) {
            e.printStackTrace(err);
        }
        if (e instanceof Refusal refusal) {
            say(err, e.getMessage());
            return refusal.exitCode();
        }
        if (e instanceof BackendUnavailableException) {
            say(err, e.getMessage());
            return Exit.UNSUPPORTED;
        }
        if (e instanceof KernelRefusedException refused) {
            say(err, e.getMessage());
            return Exit.ofErrno(refused.errno());
        }
        if (e instanceof AccessDeniedException) {
            say(err, "permission denied: " + e.getMessage());
            return Exit.PERMISSION;
        }
        if (e instanceof IOException) {
            say(err, "input/output error: " + e.getMessage());
            return Exit.IO_ERROR;
        }
        say(err, "internal error: " + e + "; please report this, with what -D" + TRACE + "=true prints");
        return Exit.INTERNAL;
    }

    private static void say(PrintWriter err, @Nullable String message) {
        err.println("mortise: " + message);
    }
}
