package dev.mortise.consumer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How a program comes to use the jar. */
enum Way {
    CLASS_PATH {
        @Override
        List<String> build(Jdk jdk, Path jar, Path directory) throws IOException, InterruptedException {
            String classes = directory.resolve("classes").toString();
            jdk.runs("javac", "-Xlint:all", "-Werror", "-cp", jar.toString(), "-d", classes, PROGRAM);
            return List.of(jdk.tool("java"), "--enable-native-access=ALL-UNNAMED", "-cp", jar + ":" + classes, MAIN);
        }
    },

    MODULE_PATH {
        @Override
        List<String> build(Jdk jdk, Path jar, Path directory) throws IOException, InterruptedException {
            String path = modules(jdk, jar, directory);
            return List.of(jdk.tool("java"), ONLY_OURS, "-p", path, "-m", "consumer/" + MAIN);
        }
    },

    /** The space keeps the linker of Java 17 from taking the value for another option of its own. */
    IMAGE {
        @Override
        List<String> build(Jdk jdk, Path jar, Path directory) throws IOException, InterruptedException {
            Path image = directory.resolve("image");
            jdk.runs(
                    "jlink",
                    "--module-path=" + modules(jdk, jar, directory),
                    "--add-modules=consumer",
                    "--add-options= " + ONLY_OURS,
                    "--launcher=hold=consumer/" + MAIN,
                    "--output=" + image);
            return List.of(image.resolve("bin/hold").toString());
        }
    };

    private static final String ONLY_OURS = "--enable-native-access=dev.mortise";
    private static final String PROGRAM = "test/consumers/classpath/consumer/Holder.java";
    private static final String DESCRIPTOR = "test/consumers/modulepath/module-info.java";
    private static final String MAIN = "consumer.Holder";

    /** Builds a program and tells how to start it; the lock's file is still to be appended. */
    abstract List<String> build(Jdk jdk, Path jar, Path directory) throws IOException, InterruptedException;

    /** No other module is there, neither to compile with nor to run with. */
    private static String modules(Jdk jdk, Path jar, Path directory) throws IOException, InterruptedException {
        String classes = directory.resolve("modules").toString();
        jdk.runs("javac", "-Xlint:all", "-Werror", "-p", jar.toString(), "-d", classes, DESCRIPTOR, PROGRAM);
        return jar + ":" + classes;
    }
}
