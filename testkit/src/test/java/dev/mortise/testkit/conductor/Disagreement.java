package dev.mortise.testkit.conductor;

import java.util.List;

/** A model and a kernel answered differently. */
final class Disagreement extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Disagreement(String what, List<String> before) {
        super(what + "\n  after\n  " + String.join("\n  ", before));
    }
}
