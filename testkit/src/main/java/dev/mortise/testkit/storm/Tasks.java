package dev.mortise.testkit.storm;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where every thread of a process stands, as the kernel tells it. */
final class Tasks {

    private Tasks() {}

    static List<String> of(long pid) {
        List<String> lines = new ArrayList<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path task : tasks) {
                lines.add(line(task));
            }
        } catch (IOException e) {
            lines.add("process " + pid + " is gone");
        }
        return lines;
    }

    private static String line(Path task) {
        return "task " + task.getFileName() + "  " + read(task, "comm") + "  wchan " + read(task, "wchan")
                + "  syscall " + read(task, "syscall");
    }

    private static String read(Path task, String file) {
        try {
            String text = Files.readString(task.resolve(file)).strip();
            return text.isEmpty() ? "-" : text;
        } catch (IOException e) {
            return "(unreadable)";
        }
    }
}
