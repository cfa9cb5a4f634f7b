package dev.mortise.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("dev.mortise.HoldLeaked")
@Label("Hold leaked")
@Description("A hold was dropped without being closed; its lock stays held")
@Category("Mortise")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // the recorder reads the fields
final class HoldLeaked extends Event {

    @Label("Path")
    private final String path;

    @Label("Mode")
    private final String mode;

    @Label("Acquired by")
    private final String acquiredBy;

    private HoldLeaked(String path, String mode, String acquiredBy) {
        this.path = path;
        this.mode = mode;
        this.acquiredBy = acquiredBy;
    }

    static void commit(String path, String mode, String acquiredBy) {
        new HoldLeaked(path, mode, acquiredBy).commit();
    }
}
