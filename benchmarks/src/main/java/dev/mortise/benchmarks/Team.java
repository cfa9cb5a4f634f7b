package dev.mortise.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Children that begin together. */
final class Team implements AutoCloseable {

    private final List<Child> children = new ArrayList<>();

    Child start(List<String> command) throws IOException {
        Child child = new Child(command);
        children.add(child);
        return child;
    }

    void awaitReady() throws IOException {
        for (Child child : children) {
            child.awaitReady();
        }
    }

    void go() throws IOException {
        for (Child child : children) {
            child.go();
        }
    }

    /** The last line of each. */
    List<String> end() throws IOException, InterruptedException {
        List<String> last = new ArrayList<>();
        for (Child child : children) {
            last.add(child.end());
        }
        return last;
    }

    @Override
    public void close() {
        children.forEach(Child::close);
    }
}
