package dev.mortise.owner;

import dev.mortise.owner.Label.Moment;
import dev.mortise.owner.Label.Purpose;
import dev.mortise.owner.Label.UnknownLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The lines of a label: in their order when it is written, collected when it is read. */
final class LabelLines {

    private static final String TOKEN = "token";
    private static final String PID = "pid";
    private static final String START = "start";
    private static final String BOOT = "boot";
    private static final String PID_NAMESPACE = "pidns";
    private static final String HOST = "host";
    private static final String UID = "uid";
    private static final String CREATED = "created";
    private static final String UPTIME = "uptime";
    private static final String OPERATION = "operation";
    private static final String PROGRAM = "version";
    private static final String DIRECTORY = "cwd";
    private static final String NAME = "name";
    private static final String SCOPE = "scope";
    private static final String SINGLETON = "singleton";
    private static final String YES = "yes";

    private static final Set<String> ONCE = Set.of(
            TOKEN,
            PID,
            START,
            BOOT,
            PID_NAMESPACE,
            HOST,
            UID,
            CREATED,
            UPTIME,
            OPERATION,
            PROGRAM,
            DIRECTORY,
            NAME,
            SINGLETON);

    private final Map<String, String> known = new HashMap<>();
    private final List<String> scope = new ArrayList<>();
    private final List<UnknownLine> unknown = new ArrayList<>();

    /** All but the last line. What was not recorded has none. */
    static void of(Label label, LabelFormat.Lines lines) {
        ProcessId process = label.process();
        Purpose purpose = label.purpose();
        lines.add(LabelFormat.TITLE, LabelFormat.VERSION);
        lines.add(TOKEN, label.token());
        lines.add(PID, Integer.toString(process.pid()));
        addNumber(lines, START, process.startTicks());
        addText(lines, BOOT, process.bootId());
        addNumber(lines, PID_NAMESPACE, process.pidNamespace());
        addText(lines, HOST, process.host());
        lines.add(UID, Integer.toUnsignedString(label.uid()));
        lines.add(CREATED, Long.toString(label.created().realtimeNanos()));
        lines.add(UPTIME, Long.toString(label.created().bootNanos()));
        addText(lines, OPERATION, purpose.operation());
        addText(lines, PROGRAM, purpose.version());
        addText(lines, DIRECTORY, purpose.workingDirectory());
        addText(lines, NAME, purpose.name());
        purpose.scope().forEach(path -> lines.add(SCOPE, path));
        addText(lines, SINGLETON, purpose.singleton() ? YES : "");
        label.unknown().forEach(line -> lines.add(line.key(), line.value()));
    }

    private static void addNumber(LabelFormat.Lines lines, String key, long value) {
        if (value != ProcessId.UNRECORDED) {
            lines.add(key, Long.toString(value));
        }
    }

    private static void addText(LabelFormat.Lines lines, String key, String value) {
        if (!value.isEmpty()) {
            lines.add(key, value);
        }
    }

    /**
     * One line that was read.
     *
     * @throws IllegalArgumentException if it must not be there
     */
    void add(String key, String value) {
        if (key.equals(SCOPE)) {
            scope.add(value);
        } else if (!ONCE.contains(key)) {
            unknown.add(new UnknownLine(requireKey(key), value));
        } else if (known.put(key, value) != null) {
            throw new IllegalArgumentException("it says '" + key + "' twice");
        }
    }

    private static String requireKey(String key) {
        if (!key.matches("[a-z][a-z0-9-]*") || key.equals(LabelFormat.TITLE) || key.equals(LabelFormat.CHECKSUM)) {
            throw new IllegalArgumentException("'" + key + "' is no key of a label");
        }
        return key;
    }

    /**
     * What the lines say together.
     *
     * @throws IllegalArgumentException if that is no label
     */
    Label label() {
        return new Label(
                token(),
                process(),
                (int) number(UID, 0, 0xffff_ffffL),
                new Moment(number(CREATED, Long.MIN_VALUE, Long.MAX_VALUE), number(UPTIME, 0, Long.MAX_VALUE)),
                new Purpose(text(OPERATION), text(PROGRAM), text(DIRECTORY), text(NAME), scope, isSingleton()),
                unknown);
    }

    private String token() {
        String token = text(TOKEN);
        if (!token.matches("[0-9a-f]{" + Label.TOKEN_DIGITS + "}")) {
            throw new IllegalArgumentException("its token is not " + Label.TOKEN_DIGITS + " hexadecimal digits");
        }
        return token;
    }

    private ProcessId process() {
        return new ProcessId(
                (int) number(PID, 1, Integer.MAX_VALUE),
                optional(START),
                text(BOOT),
                optional(PID_NAMESPACE),
                text(HOST));
    }

    private boolean isSingleton() {
        String value = text(SINGLETON);
        if (!value.isEmpty() && !value.equals(YES)) {
            throw new IllegalArgumentException("'" + SINGLETON + "' is '" + value + "', not '" + YES + "'");
        }
        return !value.isEmpty();
    }

    private String text(String key) {
        return known.getOrDefault(key, "");
    }

    private long optional(String key) {
        return known.containsKey(key) ? number(key, 0, Long.MAX_VALUE) : ProcessId.UNRECORDED;
    }

    private long number(String key, long least, long most) {
        String value = text(key);
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("'" + key + "' is '" + value + "'");
    }
}
