package dev.mortise.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.mortise.house.Laws;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("laws 1 and 8 in the test-kit")
class TestkitHouseTest {

    private final JavaClasses testkit = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.mortise.testkit");
    private final JavaClasses planted = new ClassFileImporter().importPackages("planted.specimen");

    static Stream<Arguments> laws() {
        Laws here = Laws.ofTestkit("dev.mortise.testkit");
        Laws there = Laws.ofTestkit("planted");
        return Stream.of(
                Arguments.of(here.oneDoor(), there.oneDoor(), "planted.specimen.SpecimenOnFiles"),
                Arguments.of(
                        here.straightProtocols(), there.straightProtocols(), "planted.specimen.SpecimenOnThreads"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("laws")
    void theTestkitKeepsTheLaw(ArchRule law, ArchRule same, String offender) {
        assertThat(testkit).isNotEmpty();
        law.check(testkit);
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("laws")
    void theLawFindsThePlantedOffender(ArchRule law, ArchRule same, String offender) {
        assertThat(same.evaluate(planted).getFailureReport().getDetails()).anyMatch(d -> d.contains(offender));
    }
}
