package dev.mortise.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/** Each run of the suite is on the JVM and under the locale that the build meant, not on another that is as green. */
class JvmVersionTest {

    private static final String NO_17 =
            "the suite was not run on Java 17: Maven runs on another JDK; run Maven on 17, or give -Djdk17.java=JAVA"
                    + " -Djdk17.skip=false";

    @Test
    void javaIsTheOneThatTheBuildMeant() {
        String expected = System.getProperty("mortise.expected.java");
        assumeTrue(expected != null, "not run by the build");
        int java = Runtime.version().feature();
        if (expected.endsWith("+")) {
            int oldest = Integer.parseInt(expected.substring(0, expected.length() - 1));
            assertTrue(java >= oldest, "this is Java " + java);
        } else {
            assertEquals(Integer.parseInt(expected), java);
        }
    }

    @Test
    void localeIsTheOneThatTheBuildMeant() {
        String expected = System.getProperty("mortise.expected.locale", "");
        if (expected.equals("C")) {
            assertEquals("C", System.getenv("LC_ALL"));
            assertEquals("ANSI_X3.4-1968", System.getProperty("sun.jnu.encoding"));
        }
    }

    @Test
    void suiteRunsOnTheOldestJavaToo() {
        assumeFalse(Boolean.getBoolean("mortise.jdk17.skipped"), NO_17);
    }
}
