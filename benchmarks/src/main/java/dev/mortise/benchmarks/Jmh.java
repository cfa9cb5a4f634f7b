package dev.mortise.benchmarks;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Lets every contender make one call, each in a fork of its own, one right after the other. */
final class Jmh {

    /** The contender in {@link CCalls}. */
    static final String C = "C";

    /** The contender in {@link JdkCalls}. */
    static final String JDK = "JDK";

    private final Contenders contenders;
    private final Path folder;
    private final UnaryOperator<ChainedOptionsBuilder> pace;

    /** JMH's own output and its JSON go to the folder. */
    Jmh(Contenders contenders, Path folder, UnaryOperator<ChainedOptionsBuilder> pace) {
        this.contenders = contenders;
        this.folder = folder;
        this.pace = pace;
    }

    Contenders contenders() {
        return contenders;
    }

    /** One round of a call. */
    void measure(HotCall call, int round, Contest contest) throws RunnerException {
        measure("Calls\\." + call.method() + "$", call.method(), round, contest);
    }

    /** One round of the benchmarks that a pattern includes. */
    void measure(String pattern, String name, int round, Contest contest) throws RunnerException {
        for (RunResult result : new Runner(options(pattern, name, round).build()).run()) {
            add(contest.sample(contender(result)), result);
        }
    }

    private ChainedOptionsBuilder options(String pattern, String name, int round) {
        String file = name + "-" + round;
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(pattern)
                .param("backend", contenders.backends().toArray(String[]::new))
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .output(folder.resolve(file + ".log").toString())
                .resultFormat(ResultFormatType.JSON)
                .result(folder.resolve(file + ".json").toString());
        return pace.apply(contenders.cLoop() ? options : options.exclude(CCalls.class.getName()));
    }

    private static String contender(RunResult result) {
        String benchmark = result.getParams().getBenchmark();
        if (benchmark.startsWith(CCalls.class.getName())) {
            return C;
        }
        boolean isJdk =
                benchmark.startsWith(JdkCalls.class.getName()) || benchmark.startsWith(FirstChannels.class.getName());
        return isJdk ? JDK : result.getParams().getParam("backend");
    }

    private static void add(Sample sample, RunResult result) {
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            sample.addRound(fork.getIterationResults().stream()
                    .map(iteration -> iteration.getPrimaryResult().getScore())
                    .toList());
            Result<?> bytes = fork.getSecondaryResults().get("gc.alloc.rate.norm");
            if (bytes != null) {
                sample.addBytes(bytes.getScore());
            }
        }
    }
}
