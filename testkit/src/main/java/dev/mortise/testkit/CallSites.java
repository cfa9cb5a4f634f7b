package dev.mortise.testkit;

import java.util.List;
import java.util.stream.Stream;

/** Where in the code under test something happened: the innermost frame that is neither the kit's own nor the JDK's. */
final class CallSites {

    /** The kit's own rooms through which every call comes; specimens and protocols are code under test. */
    private static final List<String> BETWEEN =
            List.of("dev.mortise.testkit.model.", "dev.mortise.posix.", "java.", "jdk.", "sun.");

    private static final String KIT = "dev.mortise.testkit.";

    private static final String UNKNOWN = "unknown code";

    private CallSites() {}

    static String here() {
        return StackWalker.getInstance().walk(frames -> first(frames.map(StackWalker.StackFrame::toStackTraceElement)));
    }

    static String of(Thread thread) {
        return first(Stream.of(thread.getStackTrace()));
    }

    /** Where an exception came from, in words that can follow it; none if no code under test was involved. */
    static String in(Throwable uncaught) {
        String site = first(Stream.of(uncaught.getStackTrace()));
        return site.equals(UNKNOWN) ? "" : " at " + site;
    }

    private static String first(Stream<StackTraceElement> frames) {
        return frames.filter(CallSites::isUnderTest)
                .findFirst()
                .map(CallSites::print)
                .orElse(UNKNOWN);
    }

    private static boolean isUnderTest(StackTraceElement frame) {
        String name = frame.getClassName();
        boolean kit = name.startsWith(KIT) && name.indexOf('.', KIT.length()) < 0;
        return !kit && BETWEEN.stream().noneMatch(name::startsWith);
    }

    private static String print(StackTraceElement frame) {
        String name = frame.getClassName();
        return name.substring(name.lastIndexOf('.') + 1) + "." + frame.getMethodName() + ":" + frame.getLineNumber();
    }
}
