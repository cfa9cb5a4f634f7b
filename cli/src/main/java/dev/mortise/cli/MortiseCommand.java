package dev.mortise.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code mortise} itself: the options of every command. */
@Command(
        name = "mortise",
        description = "Cross-process locks, straight on the kernel's calls.",
        mixinStandardHelpOptions = true,
        versionProvider = MortiseCommand.Version.class,
        subcommands = {
            RunCommand.class,
            WhyCommand.class,
            ListCommand.class,
            ProveCommand.class,
            StressCommand.class,
            DoctorCommand.class
        },
        sortOptions = false,
        exitCodeOnInvalidInput = Exit.USAGE,
        exitCodeOnExecutionException = Exit.INTERNAL,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or proven clean",
            "1:run: others have the lock",
            "3:a violation was found",
            "4:not exhausted: nothing found, nothing proven",
            "64:wrong usage",
            "66:cannot open what was named",
            "69:unsupported here, or a command that cannot be executed",
            "70:internal error, or a control that was not caught",
            "71:operating-system error",
            "74:input/output error",
            "77:permission denied",
            "130:interrupted"
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  MORTISE_JAVA_OPTS   options for java, split at spaces, such as",
            "                      -Dmortise.native.dir=DIR",
            "  JAVA_HOME           the JDK to run on, if it is Java 17 or newer"
        })
final class MortiseCommand implements Runnable {

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The way to the kernel: ffm, jni, jnr or jna. Default: jni, else what works here.")
    @Nullable
    String backend;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "a command is missing");
        }
    }

    /** Read from the jar's manifest. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = MortiseCommand.class.getPackage().getImplementationVersion();
            return new String[] {"mortise " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
