package dev.mortise.testkit.specimen;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.mortise.testkit.Actor;
import dev.mortise.testkit.Adversary;
import dev.mortise.testkit.Contended;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Proof;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Schedule;
import dev.mortise.testkit.Start;
import dev.mortise.testkit.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each broken lock is caught within seconds, and what catches it is neither blind nor given to false alarms. */
class SpecimensTest {

    private static final double SECONDS = 10;
    private static final int LEAST = 28;

    static Stream<Specimen> specimens() {
        return Specimens.all().stream();
    }

    static Stream<Specimen> locks() {
        Set<String> locks = classesOf(Contended.class);
        return specimens().filter(specimen -> locks.contains(joined(specimen.name())));
    }

    @ParameterizedTest
    @MethodSource("specimens")
    void isFoundQuicklyByTheLawItBreaksAndFoundAgainByItsSchedule(Specimen specimen) {
        Proof proof = specimen.scenario().exhaust();
        Violation violation = found(proof);
        assertThat(violation.oracle()).as(violation.timeline()).isEqualTo(specimen.expected());
        assertThat(proof.seconds()).isLessThan(SECONDS);
        Schedule pasted = Schedule.parse(violation.schedule().toString());
        assertThat(found(specimen.scenario().replay(pasted)).oracle()).isEqualTo(specimen.expected());
        Corpus.require(violation);
    }

    /** Nobody else, nobody killed, nothing left behind by others: all of these locks work then, which is why they were written. */
    @ParameterizedTest
    @MethodSource("locks")
    void worksAlone(Specimen specimen) {
        Scenario alone = specimen.scenario()
                .processes(1)
                .rounds(2)
                .crashes(0)
                .against(Adversary.base())
                .startingFrom(Start.absent());
        assertThat(alone.exhaust()).as(alone.toString()).satisfies(SpecimensTest::requireClean);
    }

    @Test
    void theTakeoverUnderAGuardIsRightWhenOwnersAreWhoTheyWere() {
        Scenario scenario = named("bare-pid").scenario();
        requireClean(scenario.against(Adversary.base())
                .processes(2)
                .rounds(2)
                .startingFrom(Start.dead())
                .exhaust());
    }

    @Test
    void renamingAsideIsRightForOneProcessAlone() {
        Scenario scenario = named("rename-then-unlink").scenario();
        requireClean(scenario.processes(1).crashes(0).exhaust());
    }

    /** What is put back may be the file of one who has left meanwhile, and then it keeps others out for as long as that one lives. */
    @Test
    void aFileTakenAsideIsToldByItsNumberWhereNumbersAreNotReused() {
        Scenario scenario = named("aside-inode-check").scenario().against(Adversary.base());
        assertThat(found(scenario.exhaust()).oracle()).isEqualTo(Oracle.BYSTANDER);
        requireClean(scenario.without(Oracle.BYSTANDER).exhaust());
    }

    @Test
    void theCatalogueIsLongAndNamesNothingTwice() {
        List<String> names = specimens().map(Specimen::name).toList();
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(LEAST);
        assertThat(specimens().map(Specimen::source)).doesNotHaveDuplicates().noneMatch(String::isBlank);
    }

    @Test
    void everySpecimenClassIsInTheCatalogueByItsName() {
        Set<String> names = specimens().map(specimen -> joined(specimen.name())).collect(Collectors.toSet());
        Set<String> classes = classesOf(Contended.class);
        classes.addAll(classesOf(Actor.class));
        assertThat(names).isEqualTo(classes);
    }

    private static Specimen named(String name) {
        return specimens()
                .filter(specimen -> specimen.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Violation found(Proof proof) {
        assertThat(proof.violation()).as(proof.summary()).isNotNull();
        return found(proof.violation());
    }

    private static Violation found(@Nullable Violation violation) {
        assertThat(violation).isNotNull();
        return Objects.requireNonNull(violation);
    }

    private static void requireClean(Proof proof) {
        Violation violation = proof.violation();
        assertThat(proof.isExhausted())
                .as(violation == null ? proof.summary() : violation.timeline())
                .isTrue();
    }

    private static Set<String> classesOf(Class<?> kind) {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(Specimens.class.getPackageName())
                        .stream()
                        .filter(javaClass -> javaClass.isAssignableTo(kind))
                        .filter(javaClass -> javaClass.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getSimpleName)
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
    }

    /** A name as its class spells it: {@code qlockfile} is {@code QLockFile}. */
    private static String joined(String name) {
        return name.replace("-", "");
    }
}
