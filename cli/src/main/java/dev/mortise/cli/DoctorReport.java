package dev.mortise.cli;

import dev.mortise.posix.Errno;
import dev.mortise.posix.FileSystemKind;
import dev.mortise.testkit.probe.Feature;
import dev.mortise.testkit.probe.Finding;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code mortise doctor} prints. */
final class DoctorReport {

    private static final int COLUMNS = 80;

    private final PrintWriter out;
    private final Diagnosis diagnosis;

    DoctorReport(PrintWriter out, Diagnosis diagnosis) {
        this.out = out;
        this.diagnosis = diagnosis;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // For people
    // ---------------------------------------------------------------------------------------------------------------

    void print() {
        FileSystemKind fileSystem = diagnosis.fileSystem();
        out.println("mortise doctor: what locks can do in " + diagnosis.path());
        row("kernel", "", diagnosis.kernel());
        row("java", "", diagnosis.jdk());
        row("file system", "", fileSystem.name() + ", magic " + fileSystem.magicText());
        row("tried by", "", triedBy());
        out.println();
        for (Feature feature : Feature.values()) {
            finding(FeatureText.of(feature), diagnosis.findings().of(feature));
        }
        out.println();
        diagnosis.backends().forEach(this::backend);
        out.println();
        if (consequences() > 0) {
            out.println();
        }
        wrapped("", diagnosis.verdict());
    }

    private String triedBy() {
        if (diagnosis.triedWith() != null) {
            return "two processes, each by turns the first; backend " + diagnosis.triedWith();
        }
        return diagnosis.isAnyUsable()
                ? "nobody: the backend that was named could not be opened"
                : "nobody: no backend could be opened";
    }

    private void finding(FeatureText text, Finding finding) {
        row(text.label(), finding.state().word(), finding.isOk() ? text.shown() : finding.why());
    }

    private void backend(Diagnosis.Backend backend) {
        String name = "backend " + backend.name();
        if (backend.usable()) {
            row(name, "usable", backend.reason());
        } else {
            row(name, "not usable", withoutStart(backend.reason(), name + " ") + "; " + backend.remedy());
        }
    }

    /** The row has said it already. */
    private static String withoutStart(String text, String start) {
        return text.startsWith(start) ? text.substring(start.length()) : text;
    }

    private void row(String name, String state, String text) {
        String start = String.format(Locale.ROOT, "  %-18s  ", name)
                + (state.isEmpty() ? "" : String.format(Locale.ROOT, "%-11s  ", state));
        wrapped(start, text);
    }

    private int consequences() {
        List<String> all = new ArrayList<>();
        FileSystemKind fileSystem = diagnosis.fileSystem();
        if (!fileSystem.consequence().isEmpty()) {
            all.add(fileSystem.name() + ": " + fileSystem.consequence());
        }
        if (diagnosis.findings().unmade() != 0) {
            all.add(unmade());
        } else if (diagnosis.findings().mention(Errno.ENOSPC)
                || diagnosis.findings().mention(Errno.EDQUOT)) {
            all.add(
                    "the file system or a quota is full: locks can be had, but nothing can be written, not even who holds"
                            + " one");
        } else if (diagnosis.triedWith() != null) {
            addLacks(all);
        }
        all.forEach(sentence -> wrapped("  - ", sentence));
        return all.size();
    }

    /** Why only what needs no writing was tried. */
    private String unmade() {
        String meaning =
                switch (diagnosis.findings().unmade()) {
                    case Errno.EROFS -> "the file system is read-only";
                    case Errno.ENOSPC, Errno.EDQUOT -> "the file system or a quota is full";
                    case Errno.EACCES, Errno.EPERM ->
                        "this user may not make files here, and what others may do cannot be told";
                    default -> "the file system makes no directories";
                };
        return "the private directory for the trials could not be made, so what needs a file was not tried: " + meaning;
    }

    private void addLacks(List<String> all) {
        for (Feature feature : Feature.values()) {
            if (!diagnosis.findings().of(feature).isOk()) {
                all.add(FeatureText.of(feature).lack());
            }
        }
    }

    private void wrapped(String start, String text) {
        int width = COLUMNS - start.length();
        String margin = " ".repeat(start.length());
        String before = start;
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                out.println(before + line);
                before = margin;
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        out.println(before + line);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // For programs
    // ---------------------------------------------------------------------------------------------------------------

    static String json(Diagnosis diagnosis) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("kernel", diagnosis.kernel());
        object.put("jdk", diagnosis.jdk());
        object.put("dir", directory(diagnosis));
        object.put(
                "backends",
                diagnosis.backends().stream().map(DoctorReport::json).toList());
        return Json.of(object);
    }

    private static Map<String, Object> directory(Diagnosis diagnosis) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("path", diagnosis.path());
        object.put("fs", diagnosis.fileSystem().name());
        object.put("magic", diagnosis.fileSystem().magicText());
        for (Feature feature : Feature.values()) {
            object.put(
                    FeatureText.key(feature),
                    diagnosis.findings().of(feature).state().word());
        }
        return object;
    }

    private static Map<String, Object> json(Diagnosis.Backend backend) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", backend.name());
        object.put("usable", backend.usable());
        object.put("reason", backend.reason());
        object.put("remedy", backend.remedy());
        return object;
    }
}
