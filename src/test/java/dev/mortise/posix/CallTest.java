package dev.mortise.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallTest {

    private static final Map<String, Method> METHODS = Arrays.stream(Posix.class.getMethods())
            .collect(Collectors.toUnmodifiableMap(Method::getName, Function.identity()));

    @Test
    void kindsAreTheCallsOfThePort() {
        assertThat(Arrays.stream(Call.values()).map(Call::method))
                .containsExactlyInAnyOrderElementsOf(METHODS.keySet());
    }

    @ParameterizedTest
    @EnumSource
    void kindIsNamedByItsMethod(Call call) {
        String constant = call.method().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);

        assertThat(call.name()).isEqualTo(constant);
        assertThat(call).hasToString(call.method());
    }

    @ParameterizedTest
    @EnumSource
    void parametersAreThoseOfTheSource(Call call) throws IOException {
        String source = Files.readString(Path.of("main/java/dev/mortise/posix/Posix.java"));
        Matcher declaration = Pattern.compile("(?m)^    (?:default )?\\w+ " + call.method() + "\\(([^)]*)\\)")
                .matcher(source);
        assertThat(declaration.find()).isTrue();

        assertThat(call.parameters()).isEqualTo(namesOf(declaration.group(1)));
    }

    private static List<String> namesOf(String parameters) {
        return Stream.of(parameters.split(", ", -1))
                .filter(parameter -> !parameter.isEmpty())
                .map(parameter -> parameter.substring(parameter.indexOf(' ') + 1))
                .toList();
    }

    @Test
    void whatAnswersNoErrnoCannotFail() {
        assertThat(Stream.of(Call.values()).filter(call -> !call.canFail()))
                .containsExactly(
                        Call.GETPID,
                        Call.GETTID,
                        Call.GETUID,
                        Call.MONOTONIC_NANOS,
                        Call.BOOT_NANOS,
                        Call.REALTIME_NANOS,
                        Call.CHECKPOINT);
    }
}
