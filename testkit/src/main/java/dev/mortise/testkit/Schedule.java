package dev.mortise.testkit;

import dev.mortise.posix.Errno;
import dev.mortise.testkit.Action.Kind;
import dev.mortise.testkit.model.Failures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A schedule as a string that can be pasted: who moves, one after the other.
 *
 * <pre>
 *   v1 flock 3x2 absent+zombies: A1 B1 A2 B2.1 A! B3 A~
 *
 *   A1      actor A makes its first call
 *   B2.1    actor B makes its second call, and the kernel gives the second of the answers that it may give
 *   A3?EIO  the third call of A fails with EIO
 *   A3?EIO* and so does each later one of A that calls the same
 *   A3?half the third call of A reads or writes half of the bytes
 *   A!      the process of A is killed
 *   A~      what was left of it goes
 *   off     the power is cut
 *   disk.1  of what the disk has, the next thing is decided in the second way
 *   D@A     a new process D gets the number that A had
 *   D@99    a new process D gets the number of the dead owner whom the start tells of
 * </pre>
 *
 * @param protocol which scenario, as its catalogue names it
 * @param processes how many processes contend
 * @param rounds how often each
 * @param start what lies on the disk at first
 * @param adversary what else it may do
 * @param actions the steps
 */
public record Schedule(
        String protocol, int processes, int rounds, String start, Adversary adversary, List<String> actions) {

    private static final Pattern WHOLE =
            Pattern.compile("v1 ([a-z0-9-]+) (\\d{1,2})x(\\d{1,2}) ([a-z0-9-]+)((?:\\+[a-z0-9=-]+)*):((?: \\S+)*)\\s*");
    private static final Pattern STEP = Pattern.compile("([A-H])([1-9]\\d{0,5})(?:\\.([0-3]))?");
    private static final Pattern FAULT = Pattern.compile("([A-H])([1-9]\\d{0,5})\\?(half|E[A-Z0-9]+)(\\*?)");
    private static final String HALF = "half";
    private static final Pattern DEATH = Pattern.compile("([A-H])([!~])");
    private static final Pattern DISK = Pattern.compile("disk\\.([0-9]|1[0-5])");
    private static final String OFF = "off";
    private static final int MOST_ERRNO = 133;
    private static final Pattern BIRTH = Pattern.compile("([A-H])@([A-H]|" + Start.DEAD_PID + ")");

    /** Copies the list. */
    public Schedule {
        actions = List.copyOf(actions);
    }

    /**
     * Reads a schedule string.
     *
     * @param text the string; a terminal may have broken it into lines
     * @return the schedule
     * @throws IllegalArgumentException if it is malformed, saying where
     */
    public static Schedule parse(String text) {
        Matcher matcher = WHOLE.matcher(text.strip().replaceAll("\\s+", " "));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "not a schedule: it reads 'v1 PROTOCOL PROCESSESxROUNDS START: A1 B1 ...', not '" + shorten(text)
                            + "'");
        }
        List<String> actions = new ArrayList<>();
        for (String word : matcher.group(6).strip().split("\\s+", -1)) {
            if (!word.isEmpty()) {
                requireAction(word);
                actions.add(word);
            }
        }
        return new Schedule(
                matcher.group(1),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                matcher.group(4),
                adversary(matcher.group(5)),
                actions);
    }

    /**
     * Counts the deaths.
     *
     * @return how many processes are killed
     */
    public int crashes() {
        return (int) actions.stream().filter(word -> word.endsWith("!")).count();
    }

    private static String shorten(String text) {
        int most = 60;
        return text.length() <= most ? text : text.substring(0, most) + "...";
    }

    private static void requireAction(String word) {
        boolean known = STEP.matcher(word).matches()
                || FAULT.matcher(word).matches()
                || DEATH.matcher(word).matches()
                || DISK.matcher(word).matches()
                || word.equals(OFF)
                || BIRTH.matcher(word).matches();
        if (!known) {
            throw new IllegalArgumentException("no step of a schedule: '" + word
                    + "'; steps look like A1, B2.1, A3?EIO, A!, A~, off, disk.0, D@A or D@" + Start.DEAD_PID);
        }
    }

    private static Adversary adversary(String suffix) {
        Adversary adversary = Adversary.base();
        for (String word : suffix.split("\\+", -1)) {
            adversary = with(adversary, word);
        }
        return adversary;
    }

    private static Adversary with(Adversary a, String word) {
        if (word.matches("leaps=\\d")) {
            return new Adversary(a.inodeReuse(), a.pidReuse(), a.zombies(), lastDigit(word), a.faults());
        }
        if (word.matches("faults=\\d")) {
            return a.faults(lastDigit(word));
        }
        return switch (word) {
            case "" -> a;
            case "inode-reuse" -> new Adversary(true, a.pidReuse(), a.zombies(), a.leaps(), a.faults());
            case "pid-reuse" -> new Adversary(a.inodeReuse(), true, a.zombies(), a.leaps(), a.faults());
            case "zombies" -> new Adversary(a.inodeReuse(), a.pidReuse(), true, a.leaps(), a.faults());
            default ->
                throw new IllegalArgumentException("no power of the adversary called '" + word
                        + "': they are inode-reuse, pid-reuse, zombies, leaps=1 to leaps=9, and faults=1 to faults=3");
        };
    }

    private static int lastDigit(String word) {
        return word.charAt(word.length() - 1) - '0';
    }

    /** The number of the call that a word is about; 0 for what is no call. */
    static int callNumber(String word) {
        for (Pattern pattern : List.of(STEP, FAULT)) {
            Matcher call = pattern.matcher(word);
            if (call.matches()) {
                return Integer.parseInt(call.group(2));
            }
        }
        return 0;
    }

    /** The action that a word means, for actors whose processes are these. */
    static Action action(String word, int[] processOf) {
        Matcher step = STEP.matcher(word);
        if (step.matches()) {
            int choice = step.group(3) == null ? 0 : Integer.parseInt(step.group(3));
            return Action.step(actor(step.group(1), processOf), choice);
        }
        Matcher fault = FAULT.matcher(word);
        if (fault.matches()) {
            return Action.fault(
                    actor(fault.group(1), processOf),
                    errno(fault.group(3)),
                    !fault.group(4).isEmpty());
        }
        Matcher death = DEATH.matcher(word);
        if (death.matches()) {
            Kind kind = death.group(2).equals("!") ? Kind.CRASH : Kind.REAP;
            return new Action(kind, processOf[actor(death.group(1), processOf)], 0);
        }
        if (word.equals(OFF)) {
            return new Action(Kind.POWER_CUT, 0, 0);
        }
        Matcher disk = DISK.matcher(word);
        if (disk.matches()) {
            return new Action(Kind.DISK, 0, Integer.parseInt(disk.group(1)));
        }
        Matcher birth = BIRTH.matcher(word);
        if (birth.matches()) {
            int born = processOf[actor(birth.group(1), processOf)];
            return new Action(Kind.BIRTH, born, predecessor(birth.group(2), processOf));
        }
        throw new IllegalArgumentException("no step of a schedule: '" + word + "'");
    }

    private static int predecessor(String word, int[] processOf) {
        boolean isDead = word.equals(String.valueOf(Start.DEAD_PID));
        return isDead ? makerOfTheStart(processOf) : processOf[actor(word, processOf)];
    }

    /** The process behind those that are played. */
    private static int makerOfTheStart(int[] processOf) {
        return Arrays.stream(processOf).max().orElseThrow() + 1;
    }

    private static int actor(String letter, int[] processOf) {
        int actor = letter.charAt(0) - 'A';
        if (actor >= processOf.length) {
            throw new IllegalArgumentException(
                    "there is no actor " + letter + ": they are A to " + letter(processOf.length - 1));
        }
        return actor;
    }

    /** The word for an action. */
    static String word(Action action, int callNumber, int[] processOf) {
        return switch (action.kind()) {
            case STEP -> letter(action.index()) + callNumber + (action.choice() == 0 ? "" : "." + action.choice());
            case FAULT ->
                letter(action.index()) + callNumber + "?" + failure(action.errno()) + (action.isForEver() ? "*" : "");
            case CRASH -> letterOfProcess(action.index(), processOf) + "!";
            case REAP -> letterOfProcess(action.index(), processOf) + "~";
            case POWER_CUT -> OFF;
            case DISK -> "disk." + action.choice();
            case BIRTH -> letterOfProcess(action.index(), processOf) + "@" + predecessor(action.choice(), processOf);
        };
    }

    /** How a call fails, in a word. */
    private static String failure(int errno) {
        return errno == Failures.SHORT ? HALF : Errno.name(errno);
    }

    private static int errno(String failure) {
        if (failure.equals(HALF)) {
            return Failures.SHORT;
        }
        for (int errno = 1; errno <= MOST_ERRNO; errno++) {
            if (Errno.name(errno).equals(failure)) {
                return errno;
            }
        }
        throw new IllegalArgumentException("no error number is called " + failure);
    }

    private static String predecessor(int process, int[] processOf) {
        boolean isDead = process == makerOfTheStart(processOf);
        return isDead ? String.valueOf(Start.DEAD_PID) : letterOfProcess(process, processOf);
    }

    static String letter(int actor) {
        return String.valueOf((char) ('A' + actor));
    }

    /** A process is called by its first actor. */
    static String letterOfProcess(int process, int[] processOf) {
        for (int actor = 0; actor < processOf.length; actor++) {
            if (processOf[actor] == process) {
                return letter(actor);
            }
        }
        throw new IllegalStateException("no actor plays process " + process);
    }

    @Override
    public String toString() {
        return (head() + " " + String.join(" ", actions)).strip();
    }

    /** All but the steps: what a scenario must be to play them. */
    String head() {
        return String.format(Locale.ROOT, "v1 %s %dx%d %s%s:", protocol, processes, rounds, start, adversary.suffix());
    }
}
