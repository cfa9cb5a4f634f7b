package dev.mortise.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.Posix;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What an image compiled ahead of time is told is what the code does. The file is compared as a whole with what the sources
 * say, so nothing in it can rot. Whether an image built with it works is not tested here.
 */
class NativeImageMetadataTest {

    private static final Path METADATA =
            Path.of("main/resources/META-INF/native-image/dev.mortise/mortise/reachability-metadata.json");
    private static final List<String> JNI_SOURCES = List.of("stats.c", "locks.c");
    private static final List<String> BACKENDS =
            List.of("dev.mortise.posix.ffm.FfmPosix", "dev.mortise.posix.jni.JniPosix");

    @Test
    void metadataIsWhatTheCodeDoes() throws Exception {
        assertThat(Files.readString(METADATA)).isEqualTo(expected());
    }

    @Test
    void metadataIsOnTheClassPath() {
        String resource = METADATA.toString().replace("main/resources", "");
        assertThat(Posix.class.getResource(resource)).isNotNull();
    }

    private static String expected() throws IOException, ReflectiveOperationException {
        return """
                {
                  "comment": "Untested so far: see docs/native-image.md",
                  "reflection": [
                %s
                  ],
                  "resources": [
                    {"glob": "native/**"}
                  ],
                  "foreign": {
                    "downcalls": [
                %s
                    ]
                  }
                }
                """.formatted(lines("    ", reflection()), lines("      ", downcalls()));
    }

    private static String lines(String indent, List<String> entries) {
        return entries.stream().map(entry -> indent + entry).collect(Collectors.joining(",\n"));
    }

    private static List<String> reflection() throws IOException, ReflectiveOperationException {
        List<String> entries = new ArrayList<>();
        for (String source : JNI_SOURCES) {
            entries.add(jniAccess(Files.readString(Path.of("../native/jni", source))));
        }
        for (String backend : BACKENDS) {
            entries.add(opening(backend));
        }
        return entries;
    }

    // ---- The shim, in C, writes fields of these classes

    @Test
    void noOtherSourceOfTheShimLooksForFields() throws IOException {
        try (Stream<Path> sources = Files.list(Path.of("../native/jni"))) {
            for (Path source :
                    sources.filter(file -> file.toString().endsWith(".c")).toList()) {
                boolean looks = Files.readString(source).contains("fields_find(env, \"");
                assertThat(looks)
                        .isEqualTo(JNI_SOURCES.contains(source.getFileName().toString()));
            }
        }
    }

    private static String jniAccess(String source) throws ReflectiveOperationException {
        Class<?> type = Class.forName(
                found(source, "fields_find\\(env, \"([^\"]+)\"").get(0).group(1).replace('/', '.'));
        List<String> fields = new ArrayList<>();
        for (MatchResult field : found(source, "\\{&\\w+, \"(\\w+)\", \"(\\w)\"\\}")) {
            Class<?> declared = type.getDeclaredField(field.group(1)).getType();
            assertThat(declared.descriptorString()).as(field.group(1)).isEqualTo(field.group(2));
            fields.add("{\"name\": \"" + field.group(1) + "\"}");
        }
        return "{\"type\": \"" + type.getName() + "\", \"jniAccessible\": true, \"fields\": ["
                + String.join(", ", fields) + "]}";
    }

    private static List<MatchResult> found(String text, String pattern) {
        List<MatchResult> all = Pattern.compile(pattern).matcher(text).results().toList();
        assertThat(all).as(pattern).isNotEmpty();
        return all;
    }

    // ---- Backends finds these by name

    private static String opening(String backend) throws IOException, ReflectiveOperationException {
        assertThat(Files.readString(Path.of("main/java/dev/mortise/posix/Backends.java")))
                .contains('"' + backend + '"');
        assertThat(Class.forName(backend).getMethod("open").getParameterCount()).isZero();
        return "{\"type\": \"" + backend + "\", \"methods\": [{\"name\": \"open\", \"parameterTypes\": []}]}";
    }

    // ---- The FFM backend links these

    /** Every shape that can be linked is listed, since linking takes a shape and is done in one place. */
    @Test
    void nothingIsLinkedButShapes() throws IOException {
        try (Stream<Path> sources = Files.list(Path.of("main/java22/dev/mortise/posix/ffm"))) {
            for (Path source : sources.toList()) {
                String text = Files.readString(source);
                String name = source.getFileName().toString();
                assertThat(text.contains("downcallHandle")).as(name).isEqualTo(name.equals("FfmDowncalls.java"));
                assertThat(text.contains("FunctionDescriptor")).as(name).isEqualTo(name.equals("Shape.java"));
            }
        }
    }

    private static List<String> downcalls() throws ReflectiveOperationException {
        List<String> entries = new ArrayList<>();
        for (Object shape : Class.forName("dev.mortise.posix.ffm.Shape").getEnumConstants()) {
            entries.add(
                    downcall(String.valueOf(told(shape, "descriptor")), List.of((Object[]) told(shape, "options"))));
        }
        return entries;
    }

    /** Through reflection, for these are types of a newer Java than the tests are compiled for. */
    private static Object told(Object shape, String method) throws ReflectiveOperationException {
        Method accessor = shape.getClass().getDeclaredMethod(method);
        accessor.setAccessible(true);
        return accessor.invoke(shape);
    }

    /** A descriptor prints itself as {@code (i4j8)i4}. */
    private static String downcall(String descriptor, List<?> options) {
        Matcher parts = Pattern.compile("\\(((?:[ij]\\d)*)\\)([ij]\\d)").matcher(descriptor);
        assertThat(parts.matches()).as(descriptor).isTrue();
        String parameters = found(parts.group(1), "[ij]\\d").stream()
                .map(part -> '"' + type(part.group()) + '"')
                .collect(Collectors.joining(", "));
        String listed = options.isEmpty()
                ? ""
                : ", \"options\": {"
                        + options.stream().map(NativeImageMetadataTest::option).collect(Collectors.joining(", "))
                        + "}";
        return "{\"returnType\": \"" + type(parts.group(2)) + "\", \"parameterTypes\": [" + parameters + "]" + listed
                + "}";
    }

    private static String type(String layout) {
        return layout.equals("i4") ? "jint" : "jlong";
    }

    private static String option(Object option) {
        String text = option.toString();
        return switch (option.getClass().getSimpleName()) {
            case "CaptureCallState" -> "\"captureCallState\": true";
            case "Critical" -> "\"critical\": {\"allowHeapAccess\": " + !text.startsWith("DONT") + "}";
            case "FirstVariadicArg" ->
                "\"firstVariadicArg\": " + found(text, "index=(\\d+)").get(0).group(1);
            default -> throw new AssertionError("an option that the metadata has no word for: " + text);
        };
    }
}
