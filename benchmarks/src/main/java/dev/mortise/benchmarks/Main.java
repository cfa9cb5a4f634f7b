package dev.mortise.benchmarks;

import java.io.IOException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * JMH's command line, with the contenders that this machine has: {@code -p backend=} is filled in with every backend that
 * works, and the loops in C are excluded where they were not built.
 */
public final class Main {

    private Main() {}

    /**
     * Runs what is asked for.
     *
     * @param args as JMH takes them; {@code -h} lists them
     * @throws RunnerException if a benchmark fails and {@code -foe true} was given
     * @throws CommandLineOptionException if the arguments make no sense
     * @throws IOException if the help cannot be printed
     */
    public static void main(String... args) throws RunnerException, CommandLineOptionException, IOException {
        CommandLineOptions asked = new CommandLineOptions(args);
        if (asked.shouldHelp()) {
            asked.showHelp();
            return;
        }
        Contenders.requireBackend();
        Contenders contenders = Contenders.here();
        contenders.absences().forEach(System.err::println);
        Runner runner = new Runner(with(contenders, asked).build());
        if (asked.shouldList()) {
            runner.list();
        } else {
            runner.run();
        }
    }

    private static ChainedOptionsBuilder with(Contenders contenders, CommandLineOptions asked) {
        ChainedOptionsBuilder options = new OptionsBuilder().parent(asked);
        if (!asked.getParameter("backend").hasValue()) {
            options.param("backend", contenders.backends().toArray(String[]::new));
        }
        if (!contenders.cLoop()) {
            options.exclude(CCalls.class.getName());
        }
        return options;
    }
}
