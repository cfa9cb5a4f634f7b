package dev.mortise.testkit;

/** Transitions to states that were reached earlier, kept in few bytes each. */
final class BackEdges {

    private ByteLog log = new ByteLog();
    private int count;
    private int last;

    /** Asks about one of them. */
    interface Question {

        boolean holds(int state, int target, int code);
    }

    void add(int state, int target, int code) {
        log.appendNumber(state - last);
        log.appendNumber(state - target);
        log.append(code);
        last = state;
        count++;
    }

    boolean any(Question question) {
        int state = 0;
        ByteLog.Reader reader = log.from(0);
        for (int i = 0; i < count; i++) {
            state += reader.nextNumber();
            int target = state - reader.nextNumber();
            if (question.holds(state, target, reader.next())) {
                return true;
            }
        }
        return false;
    }

    void clear() {
        log = new ByteLog();
        count = 0;
        last = 0;
    }
}
