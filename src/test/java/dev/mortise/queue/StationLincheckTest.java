package dev.mortise.queue;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import java.util.ArrayList;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The threads of one process before a station, in as many orders as Lincheck finds in a given number of runs: those with few changes
 * of threads first.
 *
 * <p>Threads change between any two steps, or, for orders with more changes, only between whole critical sections and calls.
 */
@Timeout(900)
class StationLincheckTest {

    private static final int FEW = 400;
    private static final int MANY = 20_000;

    /** What runs under the mutex, and what changes the word for a thread that does not wait. */
    private static final String[] WHOLE = {
        "pass",
        "tryEnter",
        "leave",
        "enqueue",
        "seat",
        "summonAndBackOut",
        "takeOver",
        "attemptShared",
        "considerStarving",
        "leaveQueue",
    };

    @ParameterizedTest
    @ValueSource(strings = {"increment, increment | increment", "increment | incrementAtLast | tryToEnter"})
    void threadsThatTakeTurnsCountAll(String scenario) {
        check(CounterBehindStation.class, byStep(FEW), scenario);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "increment, increment | increment",
                "increment, increment | incrementAtLast, increment",
                "increment, increment | waitBriefly | incrementAtLast",
                "increment, read | read, tryToShare",
                "read, read | increment | read",
            })
    void threadsThatTakeTurnsCountAllThoughTheyOvertakeEachOther(String scenario) {
        check(CounterBehindStation.class, byCall(FEW), scenario);
    }

    @Test
    void threadsThatParkCountAll() {
        new StressOptions()
                .iterations(5)
                .invocationsPerIteration(FEW)
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(0)
                .sequentialSpecification(SequentialCounter.class)
                .check(CounterBehindThreads.class);
    }

    @Test
    void aGrantThatIsNotReadAgainBeforeGivingUpIsCaught() {
        assertThatThrownBy(
                        () -> check(BrokenTwins.GivesUpWhatItWasGranted.class, byCall(MANY), "increment | waitBriefly"))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("somebody is left behind");
    }

    @Test
    void aSignalThatIsClearedAfterTheLookIsCaught() {
        assertThatThrownBy(
                        () -> check(BrokenTwins.MissesASignal.class, byCall(MANY), "increment, increment | increment"))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("hung");
    }

    @Tag("nightly")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "increment, increment | increment",
                "increment, increment | incrementAtLast, increment",
                "increment, increment | waitBriefly | incrementAtLast",
                "increment, tryToEnter | waitBriefly, increment | read",
                "increment, read | read, tryToShare | increment",
            })
    void manyOrders(String scenario) {
        check(CounterBehindStation.class, byStep(MANY), scenario);
        check(CounterBehindStation.class, byCall(MANY), scenario);
    }

    private static ModelCheckingOptions byStep(int runs) {
        return new ModelCheckingOptions()
                .iterations(0)
                .minimizeFailedScenario(false)
                .invocationsPerIteration(runs)
                .sequentialSpecification(SequentialCounter.class)
                .addGuarantee(forClasses(
                                LoneDoor.class.getName(),
                                Budget.class.getName(),
                                Timer.class.getName(),
                                Doormen.class.getName(),
                                "java.util.EnumMap",
                                "java.util.concurrent.ThreadPoolExecutor")
                        .allMethods()
                        .ignore());
    }

    private static ModelCheckingOptions byCall(int runs) {
        return byStep(runs)
                .addGuarantee(forClasses(Station.class.getName()).methods(WHOLE).treatAsAtomic());
    }

    private static void check(Class<?> counter, ModelCheckingOptions options, String threads) {
        options.addCustomScenario(scenario(counter, threads)).check(counter);
    }

    private static ExecutionScenario scenario(Class<?> counter, String threads) {
        List<List<Actor>> parallel = new ArrayList<>();
        for (String thread : threads.split("\\|", -1)) {
            parallel.add(List.of(thread.split(",", -1)).stream()
                    .map(name -> actor(counter, name))
                    .toList());
        }
        return new ExecutionScenario(List.of(), parallel, List.of(), actor(counter, "nothingIsLeft"));
    }

    private static Actor actor(Class<?> counter, String name) {
        try {
            return new Actor(counter.getMethod(name.trim()), List.of());
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
