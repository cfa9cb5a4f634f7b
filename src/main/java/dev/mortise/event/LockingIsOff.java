package dev.mortise.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

@Name("dev.mortise.LockingIsOff")
@Label("Locking is off")
@Description("Locks are granted to everybody")
@Category("Mortise")
@SuppressWarnings("UnusedVariable") // the recorder reads the field
final class LockingIsOff extends Event {

    @Label("Consequence")
    private final String consequence;

    private LockingIsOff(String consequence) {
        this.consequence = consequence;
    }

    static void commit(String consequence) {
        new LockingIsOff(consequence).commit();
    }
}
