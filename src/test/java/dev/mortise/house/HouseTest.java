package dev.mortise.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import dev.mortise.posix.Posix;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("laws 1, 8, 9 and the arrows of the design")
class HouseTest {

    private final JavaClasses library = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.mortise");
    private final JavaClasses planted = new ClassFileImporter().importPackages("planted");

    static Stream<Arguments> laws() {
        Laws here = Laws.ofLibrary("dev.mortise");
        Laws there = Laws.ofLibrary("planted");
        return Stream.of(
                Arguments.of(here.oneDoor(), there.oneDoor(), "planted.LockThatLooksFirst"),
                Arguments.of(here.oneDoor(), there.oneDoor(), "planted.owner.OwnClock"),
                Arguments.of(here.oneDoor(), there.oneDoor(), "planted.owner.OwnCalendar"),
                Arguments.of(here.oneDoor(), there.oneDoor(), "planted.owner.SideDoor"),
                Arguments.of(here.oneDoor(), there.oneDoor(), "planted.protocol.ProtocolThatSleeps"),
                Arguments.of(here.straightProtocols(), there.straightProtocols(), "planted.protocol.ProtocolByChance"),
                Arguments.of(here.noStateInStatics(), there.noStateInStatics(), "planted.state.SharedTable"),
                Arguments.of(here.noStateInStatics(), there.noStateInStatics(), "planted.state.MutableConstant"),
                Arguments.of(here.noStateInStatics(), there.noStateInStatics(), "planted.state.FinalTable"),
                Arguments.of(here.openSignatures(), there.openSignatures(), "planted.posix.DoorThatShowsItsRoom"),
                Arguments.of(here.drawnArrows(), there.drawnArrows(), "planted.posix.DoorThatKnowsItsGuests"),
                Arguments.of(here.drawnArrows(), there.drawnArrows(), "planted.posix.jni.BackendOnBackend"),
                Arguments.of(here.drawnArrows(), there.drawnArrows(), "planted.scope.ScopeOnState"),
                Arguments.of(here.drawnArrows(), there.drawnArrows(), "planted.shed.RoomThatWasNeverDrawn"));
    }

    @Test
    void theLibraryIsRead() {
        assertThat(library).anyMatch(c -> c.getName().equals("dev.mortise.posix.ffm.FfmPosix"));
        assertThat(library).noneMatch(c -> c.getName().startsWith("dev.mortise.house"));
    }

    @Test
    void openRoomsAreThoseThatTheModuleExports() throws IOException {
        URL classes = Posix.class.getProtectionDomain().getCodeSource().getLocation();
        ModuleDescriptor module;
        try (InputStream in = new URL(classes, "module-info.class").openStream()) {
            module = ModuleDescriptor.read(in);
        }
        Set<String> exported = module.exports().stream()
                .filter(room -> !room.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());

        Rooms rooms = new Rooms("dev.mortise");
        assertThat(library)
                .allSatisfy(type ->
                        assertThat(exported.contains(type.getPackageName())).isEqualTo(rooms.isExported(type)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("laws")
    void theLibraryKeepsTheLaw(ArchRule law, ArchRule same, String offender) {
        law.check(library);
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("laws")
    void theLawFindsThePlantedOffender(ArchRule law, ArchRule same, String offender) {
        EvaluationResult result = same.evaluate(planted);

        assertThat(result.getFailureReport().getDetails()).anyMatch(detail -> detail.contains(offender));
    }

    /** What a law forbids must not be so wide that it also condemns the innocent. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("laws")
    void theLawSparesTheInnocent(ArchRule law, ArchRule same, String offender) {
        EvaluationResult result = same.evaluate(planted);

        assertThat(result.getFailureReport().getDetails())
                .noneMatch(detail -> detail.startsWith("Class <planted.owner.Innocent>")
                        || detail.contains("planted.owner.Innocent."));
    }
}
