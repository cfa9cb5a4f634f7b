package dev.mortise.testkit;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.Posix;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A fault planted in a protocol without touching its source: one of its calls is not made, and the code is told that all went well.
 * Every call crosses the port, so each can be dropped; a call that can be dropped unnoticed is not needed, or not proven.
 *
 * <p>Each place in the code that calls is a fault of its own, two on one line as well; a {@code finally} block that the compiler wrote down
 * twice, for the way out with an exception and for the one without, is two places. What a scenario has between code and kernel stays there.
 *
 * <p>A dropped look at a name answers what the code's last look at a descriptor said, as if nothing had changed. Calls that make a
 * descriptor cannot be dropped: there is nothing to answer.
 *
 * @param site which call of the code
 */
public record DroppedCall(Site site) {

    /** Calls whose answer cannot be made up. */
    private static final Set<String> NEEDED = Set.of(
            "openat",
            "pidfdOpen",
            "pipe",
            "spawn",
            "getpid",
            "gettid",
            "getuid",
            "uname",
            "checkpoint",
            "random",
            "monotonicNanos",
            "bootNanos",
            "realtimeNanos",
            "sleep",
            "fstat",
            "fstatfs",
            "kick",
            "exec",
            "waitpid");

    private static final String LOOK = "statx";
    private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");

    /**
     * A place in the code that calls.
     *
     * @param method where
     * @param call which call of the port
     * @param line its line, for people
     * @param bytecode where in the method's bytecode: tells two calls on one line apart
     * @param occurrence which of the method's calls of that name, among those that were made; counted from 1
     */
    public record Site(String method, String call, int line, int bytecode, int occurrence) implements Comparable<Site> {

        private static final Comparator<Site> OF_THE_SOURCE = Comparator.comparingInt(Site::line)
                .thenComparingInt(Site::bytecode)
                .thenComparing(Site::call)
                .thenComparing(Site::method);

        @Override
        public int compareTo(Site other) {
            return OF_THE_SOURCE.compare(this, other);
        }

        private boolean isSamePlace(Site other) {
            return compareTo(other) == 0;
        }

        private Site numbered(int number) {
            return new Site(method, call, line, bytecode, number);
        }

        /**
         * A name that stays the same when lines move.
         *
         * @return method and call, and which one if it is not the first
         */
        public String name() {
            return method + ":" + call + (occurrence > 1 ? "#" + occurrence : "");
        }

        @Override
        public String toString() {
            return name() + " (line " + line + ")";
        }
    }

    /**
     * Finds every call that a scenario makes from certain code and that can be dropped.
     *
     * @param scenario runs the code; within bounds that are searched quickly
     * @param code the code's class
     * @param limit how long to run it
     * @return in the order of the source
     */
    public static List<DroppedCall> in(Scenario scenario, Class<?> code, Duration limit) {
        NavigableSet<Site> sites = new TreeSet<>();
        Limits limits = Limits.ofThisJvm().time(limit);
        scenario.through(posix -> door(posix, code, null, sites)).exhaust(limits, progress -> {});
        List<DroppedCall> calls = new ArrayList<>();
        Map<String, Integer> occurrences = new HashMap<>();
        for (Site site : sites) {
            calls.add(new DroppedCall(site.numbered(occurrences.merge(site.name(), 1, Integer::sum))));
        }
        return calls;
    }

    /**
     * Plants this fault.
     *
     * @param scenario which runs the code; what it already has between code and kernel stays there
     * @param code the code's class
     * @return the scenario, broken
     */
    public Scenario plantedIn(Scenario scenario, Class<?> code) {
        return scenario.through(posix -> door(posix, code, site, new TreeSet<>()));
    }

    private static Posix door(Posix posix, Class<?> code, @Nullable Site dropped, Set<Site> seen) {
        Handler handler = new Handler(posix, code, dropped, seen);
        return (Posix)
                Proxy.newProxyInstance(Posix.class.getClassLoader(), new Class<?>[] {Posix.class}, handler::invoke);
    }

    /** Lets all calls through but one. */
    private record Handler(
            Posix posix, Class<?> code, @Nullable Site dropped, Set<Site> seen, FileStat last) {

        Handler(Posix posix, Class<?> code, @Nullable Site dropped, Set<Site> seen) {
            this(posix, code, dropped, seen, new FileStat());
        }

        @Nullable
        Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            Object[] args = arguments == null ? new Object[0] : arguments;
            String call = method.getName();
            return mayMatter(call) ? atSite(site(call), method, args) : answer(method, args);
        }

        /** To look at the stack takes longer than all the rest. */
        private boolean mayMatter(String call) {
            boolean droppable = !NEEDED.contains(call) && !OF_EVERY_OBJECT.contains(call);
            return droppable && (dropped == null || dropped.call().equals(call));
        }

        /** Only what is answered counts as seen: code that is unwound calls from places that it may never come to otherwise. */
        private @Nullable Object atSite(@Nullable Site site, Method method, Object[] args) throws Throwable {
            if (site != null && dropped != null && site.isSamePlace(dropped)) {
                return success(method.getName(), args);
            }
            Object answer = answer(method, args);
            if (site != null) {
                seen.add(site);
            }
            return answer;
        }

        private @Nullable Object answer(Method method, Object[] args) throws Throwable {
            Object answer = forward(method, args);
            remember(method.getName(), args, answer);
            return answer;
        }

        private @Nullable Object forward(Method method, Object[] args) throws Throwable {
            try {
                return method.invoke(posix, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private void remember(String call, Object[] args, @Nullable Object answer) {
            boolean needed = dropped != null && dropped.call().equals(LOOK);
            if (needed && call.equals("fstat") && Integer.valueOf(0).equals(answer) && site(call) != null) {
                copy((FileStat) args[1], last);
            }
        }

        private Object success(String call, Object[] args) {
            return switch (call) {
                case LOOK -> {
                    copy(last, (FileStat) args[3]);
                    yield 0;
                }
                case "pwrite" -> args[3];
                default -> 0;
            };
        }

        private static void copy(FileStat from, FileStat to) {
            int type = from.isRegular() ? 0100000 : from.isDirectory() ? 0040000 : 0120000;
            to.setIdentity(from.device(), from.inode(), type | from.permissions(), from.links());
            to.setAttributes(from.uid(), from.gid(), from.size(), from.modifiedNanos(), from.changedNanos());
        }

        private @Nullable Site site(String call) {
            return StackWalker.getInstance()
                    .walk(frames -> frames.filter(frame -> frame.getClassName().equals(code.getName()))
                            .findFirst()
                            .map(frame -> new Site(
                                    frame.getMethodName(), call, frame.getLineNumber(), frame.getByteCodeIndex(), 0))
                            .orElse(null));
        }
    }
}
