package dev.mortise.testkit;

import dev.mortise.testkit.specimen.Specimen;
import dev.mortise.testkit.specimen.Specimens;
import java.io.IOException;
import java.nio.file.Path;

/** Plays a schedule in the directory that it is given, keeps its processes, and waits for its end. */
final class ConductingProgram {

    static final String READY = "played";

    private ConductingProgram() {}

    @SuppressWarnings("SystemOut") // a child answers on its standard output
    public static void main(String[] args) throws IOException {
        Specimen specimen = Specimens.all().get(0);
        Conductor conductor = Conductor.in(Path.of(args[0]), 1);
        conductor.replay(specimen.scenario(), Schedule.parse(args[1]));
        System.out.println(READY);
        while (System.in.read() >= 0) {
            // until it ends
        }
    }
}
